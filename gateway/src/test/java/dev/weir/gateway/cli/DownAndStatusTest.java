package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownAndStatusTest {

    private final Path folder;
    private final Path data;

    DownAndStatusTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        data = Files.createDirectories(folder.resolve("data"));
    }

    @Test
    void down_serverInAnotherProcess_endedAndItsFileGone() throws Exception {
        Process server = holdingServer();
        try (InputStream says = server.getInputStream()) {
            assertThat(says.read()).isEqualTo('h');

            CommandRun run = CommandRun.in(folder, "down");

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("Weir is down (process " + server.pid() + ")");
            assertThat(data.resolve("weir.pid")).doesNotExist();
            server.waitFor();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void status_serverThatDoesNotAnswer_saidSo() throws Exception {
        Process server = holdingServer();
        try (InputStream says = server.getInputStream()) {
            assertThat(says.read()).isEqualTo('h');

            CommandRun run = CommandRun.in(folder, "status", "-o", "json");

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.out()).contains("\"state\" : \"no answer\"", "\"pid\" : \"" + server.pid() + "\"");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void status_serverReady_okWithAddress() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        http.start();
        RunFile.Hold hold = new RunFile(data).tryHold().orElseThrow();
        try {
            hold.tell(URI.create("http://127.0.0.1:" + http.getAddress().getPort()));

            CommandRun run = CommandRun.in(folder, "status");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains("ready", "http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
        } finally {
            hold.release();
            http.stop(0);
        }
    }

    @Test
    void status_pidFileOfADeadServer_notRunningAndFileRemoved() throws IOException {
        Files.createFile(data.resolve("weir.lock"));
        Files.writeString(data.resolve("weir.pid"), ProcessHandle.current().pid() + "\nhttp://127.0.0.1:1\n");

        CommandRun run = CommandRun.in(folder, "status");

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.out()).contains("not running");
        assertThat(data.resolve("weir.pid")).doesNotExist();
    }

    @Test
    void down_pidFileOfADeadServer_nobodyIsEnded() throws IOException {
        Files.createFile(data.resolve("weir.lock"));
        Files.writeString(data.resolve("weir.pid"), ProcessHandle.current().pid() + "\n");

        CommandRun run = CommandRun.in(folder, "down");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("isn't running");
    }

    private Process holdingServer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingServer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
