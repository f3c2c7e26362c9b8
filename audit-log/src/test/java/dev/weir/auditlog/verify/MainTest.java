package dev.weir.auditlog.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as an auditor does: in a process of its own, with this module's classes and a JDK. */
class MainTest {

    private final SigningKey key = SigningKey.generate(ExportedLog.ORIGIN, new SecureRandom());

    @TempDir
    Path home;

    @BeforeEach
    void export() throws IOException {
        ExportedLog.of(home, key, 25, BundleWriter.Selection.ALL);
    }

    private record Ended(int exitCode, String output) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes").toAbsolutePath().toString(),
                "dev.weir.auditlog.verify.Main"));
        command.addAll(List.of(arguments));
        Path output = home.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Ended(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    @Test
    void bundle_sound_isSaidSo() throws Exception {
        Ended ended = run("export.zip", "--key", key.verifier().toString());

        assertThat(ended.output()).startsWith("SOUND: 25 entries");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void bundle_changed_exitsWithOneAndNamesTheEntry() throws Exception {
        Path entries = home.resolve("export").resolve(BundleFiles.ENTRIES);
        Files.writeString(entries, Files.readString(entries).replace("decision-7\"", "decision-8\""));
        Files.writeString(home.resolve("public"), key.verifier() + "\n");

        Ended ended = run("export", "--key", "public");

        assertThat(ended.output()).contains("CHANGED entry 7 ").contains("NOT SOUND");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void arguments_wrong_exitWithTwo() throws Exception {
        assertThat(run("export.zip").exitCode()).isEqualTo(2);
        assertThat(run("nothing.zip", "--key", key.verifier().toString()).exitCode())
                .isEqualTo(2);
        assertThat(run("export.zip", "--key", "nonsense").exitCode()).isEqualTo(2);
        assertThat(run("--help").exitCode()).isZero();
    }

    @Test
    void proofs_ofInclusionAndConsistency_areChecked() throws Exception {
        try (Journal journal = Journal.open(JournalSettings.in(home.resolve("journal")))) {
            SignedNote newest =
                    new CheckpointFile(home.resolve("checkpoints")).last().orElseThrow();
            SignedNote first = SignedNote.parse(new CheckpointFile(home.resolve("checkpoints"))
                    .read()
                    .next()
                    .orElseThrow());
            Files.writeString(
                    home.resolve("inclusion"),
                    InclusionProof.of(journal.tree(), 12, newest).encoded());
            Files.write(home.resolve("entry"), journal.read(12).orElseThrow().text());
            Files.write(home.resolve("other"), journal.read(13).orElseThrow().text());
            Files.writeString(
                    home.resolve("consistency"),
                    ConsistencyProof.of(journal.tree(), first, newest).encoded());
        }
        String publicKey = key.verifier().toString();
        String otherKey = SigningKey.generate(ExportedLog.ORIGIN, new SecureRandom())
                .verifier()
                .toString();

        assertThat(run("inclusion", "entry", "--key", publicKey).output()).startsWith("PROVEN");
        assertThat(run("inclusion", "other", "--key", publicKey).exitCode()).isEqualTo(1);
        assertThat(run("inclusion", "entry", "--key", otherKey).exitCode()).isEqualTo(1);
        assertThat(run("consistency", "--key", publicKey).output()).startsWith("PROVEN");
        assertThat(run("consistency", "--key", otherKey).exitCode()).isEqualTo(1);
    }
}
