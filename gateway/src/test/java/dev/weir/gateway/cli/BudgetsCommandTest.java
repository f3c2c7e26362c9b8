package dev.weir.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir budgets} against a server that answers as the gateway does. */
class BudgetsCommandTest {

    private static final String LINE = """
            {"scope": "team", "holder": "sales", "period": "day", "from": "2026-11-22T00:00:00Z",
             "until": "2026-11-23T00:00:00Z", "limitMicroUsd": 5000000, "spentMicroUsd": 1234567,
             "reservedMicroUsd": 0, "leftMicroUsd": 3765433, "whenSpent": "local_only"}
            """;

    private final Path folder;
    private final HttpServer http;
    private final RunFile.Hold hold;

    BudgetsCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("bootstrap.key"), "weir-key-of-this-test\n");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        hold = new RunFile(data).tryHold().orElseThrow();
        hold.tell(URI.create("http://127.0.0.1:" + http.getAddress().getPort()));
    }

    @AfterEach
    void stop() throws IOException {
        hold.release();
        http.stop(0);
    }

    private void answering(String budgets) {
        http.createContext("/api/admin/v1/budgets", exchange -> {
            byte[] body = ("{\"budgets\": [" + budgets + "]}").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Test
    void budgets_spent_tableInUsdToTheLastMicroUsd() {
        answering(LINE);

        CommandRun run = CommandRun.in(folder, "budgets");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("""
                SCOPE  HOLDER  PERIOD  LIMIT  SPENT     RESERVED  LEFT      UNTIL                 WHEN SPENT
                team   sales   day     5.00   1.234567  0.00      3.765433  2026-11-23T00:00:00Z  local_only
                """);
    }

    @Test
    void budgets_json_asTheGatewayGaveIt() {
        answering(LINE);

        assertThat(CommandRun.in(folder, "budgets", "-o", "json").out()).contains("\"spentMicroUsd\" : 1234567");
    }

    @Test
    void budgets_nothingSpent_saysSo() {
        answering("");

        assertThat(CommandRun.in(folder, "budgets").out()).startsWith("nothing is spent");
    }

    @Test
    void budgets_olderGateway_failed() {
        assertThat(CommandRun.in(folder, "budgets").exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
