package dev.weir.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.policy.detection.StandardEntities;
import dev.weir.policy.replay.RecordedDecisionJson;
import dev.weir.policy.rules.PolicySet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir policy facts} against a server that gives one decision a page, as the gateway would. */
class PolicyFactsCommandTest {
    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: in-force}
            default: {cloud: as_is}
            rules:
            - {id: people, when: "findings.has('personal')", effect: local_only}
            """;

    private final Path folder;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> records;
    private final HttpServer http;
    private final RunFile.Hold hold;

    PolicyFactsCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("bootstrap.key"), "weir-key-of-this-test\n");
        Files.writeString(folder.resolve("p.yaml"), POLICY);
        PolicySet policy = RecordedTraffic.loaded(POLICY);
        records = List.of(
                RecordedDecisionJson.write(RecordedTraffic.decision(policy, "dec_1", 0.9)) + "\n",
                RecordedDecisionJson.write(RecordedTraffic.decision(policy, "dec_2", 0.1, StandardEntities.EMAIL))
                        + "\n");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hold = new RunFile(data).tryHold().orElseThrow();
        hold.tell(URI.create("http://127.0.0.1:" + http.getAddress().getPort()));
    }

    @BeforeEach
    void start() {
        http.start();
    }

    @AfterEach
    void stop() throws IOException {
        hold.release();
        http.stop(0);
    }

    @Test
    void facts_severalPages_allLinesAndReplayReadsThem() throws IOException {
        http.createContext("/api/admin/v1/decisions/facts", this::page);

        CommandRun run = CommandRun.in(
                folder, "policy", "facts", "--since", "2026-01-01T00:00:00Z", "--until", "2026-01-02T00:00:00Z");

        assertThat(run).isEqualTo(new CommandRun(ExitCode.OK, String.join("", records), "2 decisions written\n"));
        String query = "since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z&limit=200";
        assertThat(asked)
                .containsExactly(
                        "Bearer weir-key-of-this-test " + query,
                        "Bearer weir-key-of-this-test " + query + "&after=dec_1",
                        "Bearer weir-key-of-this-test " + query + "&after=dec_2");
        assertThat(CommandRun.reading(run.out(), folder, "policy", "replay", "p.yaml", "-", "--check")
                        .out())
                .startsWith("sound: 2 decided the same again");
    }

    @Test
    void facts_keyRefused_failed() {
        http.createContext("/", exchange -> answer(exchange, 401, "{}"));

        CommandRun run = CommandRun.in(folder, "policy", "facts");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: the gateway doesn't know this key", "hint: weir key prints");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void facts_logUnavailable_whatTheGatewaySays() {
        http.createContext("/", exchange -> answer(exchange, 503, "{\"detail\":\"The log is away.\"}"));

        CommandRun run = CommandRun.in(folder, "policy", "facts");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: the gateway answered 503: The log is away.");
    }

    @Test
    void facts_brokenOffWithinAPage_notTakenForComplete() {
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(records.getFirst().getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });

        CommandRun run = CommandRun.in(folder, "policy", "facts");

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("error: the gateway broke off", "not complete");
    }

    @Test
    void facts_noGatewayRuns_unreachable() throws IOException {
        hold.release();

        CommandRun run = CommandRun.in(folder, "policy", "facts");

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("error: no gateway runs on the data folder", "hint: weir up starts one");
    }

    @Test
    void facts_noTime_usage() {
        CommandRun run = CommandRun.in(folder, "policy", "facts", "--since", "yesterday");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("error: `yesterday` is no time", "7d");
    }

    private void page(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + query);
        String after = query.replaceFirst(".*&limit=200(&after=)?", "");
        int next = after.isEmpty() ? 0 : Integer.parseInt(after.substring("dec_".length()));
        answer(exchange, 200, next < records.size() ? records.get(next) : "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
