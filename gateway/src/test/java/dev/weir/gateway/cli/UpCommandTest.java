package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops a start before there is a server: each time one message, a hint and a code. */
class UpCommandTest {

    private final Path folder;

    UpCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void up_portInUse_failsAndNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertFails(CommandRun.in(folder, "up", "--port", port), "port " + port + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void up_addressOfAnotherMachine_fails() {
        assertFails(CommandRun.in(folder, "up", "--host", "192.0.2.1"), "192.0.2.1 is no address of this machine");
    }

    @Test
    void up_impossiblePort_usageCode() {
        assertThat(CommandRun.in(folder, "up", "--port", "70000").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void up_namedConfigurationMissing_fails() {
        assertFails(CommandRun.in(folder, "up", "--config", "nowhere.yaml"), "nowhere.yaml: no such file or folder");
    }

    @Test
    void up_configurationIsAFolder_fails() throws IOException {
        Files.createDirectory(folder.resolve("weir.yaml"));

        assertFails(CommandRun.in(folder, "up"), "cannot read configuration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    weir: [1, 2             | weir.yaml:2:1 is malformed
                    weir: {a: 1, a: 2}      | duplicate key a
                    just text               | a mapping with `weir:` at the top is expected
                    wier: {limits: {}}      | unknown name `wier` at the top
                    server: {port: eighty}  | `server.port` in the configuration is no number: `eighty`
                    """)
    void up_malformedConfiguration_failsAndSaysWhere(String content, String message) throws IOException {
        Files.writeString(folder.resolve("weir.yaml"), content + "\n");

        assertFails(CommandRun.in(folder, "up"), message);
    }

    @Test
    void up_configurationIsNoText_fails() throws IOException {
        Files.write(folder.resolve("weir.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertFails(CommandRun.in(folder, "up"), "isn't UTF-8 text");
    }

    @Test
    void up_dataFolderIsAFile_fails() throws IOException {
        Files.createFile(folder.resolve("data"));

        assertFails(CommandRun.in(folder, "up"), "cannot write the data folder");
    }

    @Test
    void up_alreadyRunning_failsAndSaysWhere() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        RunFile.Hold hold = new RunFile(folder.resolve("data")).tryHold().orElseThrow();
        hold.tell(URI.create("http://127.0.0.1:1"));

        assertFails(CommandRun.in(folder, "up"), "already running");
        hold.release();
    }

    @Test
    void up_newDataFolder_ownersAlone() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun.in(folder, "up", "--port", Integer.toString(taken.getLocalPort()));
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    private static void assertFails(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: ", message, "  hint: ").doesNotContain("Exception", "\tat ");
        assertThat(run.out()).isEmpty();
    }
}
