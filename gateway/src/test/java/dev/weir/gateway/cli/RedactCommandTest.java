package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactCommandTest {

    private static final String TEXT = "Write to ann@example.com or +1 415 555 0132.\nSigned: ann@example.com\n";
    private static final String JSON =
            "{ \"to\" : \"ann@example.com\",\n  \"call\": \"{\\\"cc\\\":\\\"bob@example.org\\\"}\" }\n";

    private final Path folder;

    RedactCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private CommandRun run(String... arguments) {
        return CommandRun.in(folder, arguments);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void redactThenRestore_textAndJson_asTheyWere() throws IOException {
        for (String original : new String[] {TEXT, JSON}) {
            for (String[] format : new String[][] {{}, {"--realistic"}}) {
                write("in", original);
                Files.deleteIfExists(folder.resolve("map"));

                CommandRun redact = run(arguments(format, "privacy", "redact", "in", "out", "--map", "map"));
                assertThat(redact.exitCode()).as(redact.err()).isZero();
                assertThat(read("out")).doesNotContain("ann@", "bob@", "555 0132");

                assertThat(run("privacy", "restore", "out", "--map", "map").out())
                        .isEqualTo(original);
            }
        }
    }

    @Test
    void redact_sameMapAgain_sameSurrogates() throws IOException {
        write("first", "from ann@example.com");
        write("second", "to ann@example.com and bob@example.org");
        run("privacy", "redact", "first", "first.out", "--map", "map");
        run("privacy", "redact", "second", "second.out", "--map", "map");

        String surrogate = read("first.out").substring("from ".length());
        assertThat(read("second.out")).startsWith("to " + surrogate);
        assertThat(run("privacy", "restore", "first.out", "--map", "map").out()).isEqualTo("from ann@example.com");
    }

    @Test
    void redact_map_isEncryptedAndItsOwnersAlone() throws IOException {
        write("in", TEXT);
        run("privacy", "redact", "in", "out", "--map", "map");

        String bytes = new String(Files.readAllBytes(folder.resolve("map")), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("ann", "EMAIL", "0132");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("map"))))
                .isEqualTo("rw-------");
    }

    @Test
    void restore_otherKeyOrChangedMap_refusedWithoutContent() throws IOException {
        write("in", TEXT);
        run("privacy", "redact", "in", "out", "--map", "map");

        CommandRun other = run("privacy", "restore", "out", "--map", "map", "--key-file", "other.key");
        assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(other.err()).contains("another key").doesNotContain("ann@");

        byte[] map = Files.readAllBytes(folder.resolve("map"));
        map[map.length - 1] ^= 1;
        Files.write(folder.resolve("map"), map);
        assertThat(run("privacy", "restore", "out", "--map", "map").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void redact_whatCannotBeInspected_nothingWritten() throws IOException {
        String text = "ann@example.com";
        for (int i = 0; i < 12; i++) {
            text = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
        write("in", text);

        assertThat(run("privacy", "redact", "in", "out", "--map", "map").exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("map")).doesNotExist();
    }

    private static String[] arguments(String[] more, String... first) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
