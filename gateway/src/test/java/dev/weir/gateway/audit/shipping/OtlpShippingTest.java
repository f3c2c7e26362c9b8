package dev.weir.gateway.audit.shipping;

import static dev.weir.gateway.audit.shipping.ShippedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.gateway.audit.shipping.Receiver.Received;
import dev.weir.gateway.audit.shipping.Receiver.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OtlpShippingTest {

    @TempDir
    Path directory;

    private ShippedLog log;

    @BeforeEach
    void open() throws Exception {
        log = ShippedLog.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    void entry_arrivesAsALogRecord() throws Exception {
        log.append(2);
        Path token = Files.writeString(directory.resolve("token"), "Bearer of-a-file\n");
        try (Receiver receiver = Receiver.answering(_ -> new Reply(200, Map.of(), "{\"partialSuccess\":{}}"));
                Shipping shipping = log.ship(ShippedLog.otlp(
                        receiver.url(""), Map.of("x-scope", "weir"), Map.of("authorization", token.toString())))) {
            await(() -> shipping.shippedUpTo() == 2);

            Received request = receiver.take();
            assertThat(request.path()).isEqualTo("/v1/logs");
            assertThat(request.header("content-type")).isEqualTo("application/json");
            assertThat(request.header("authorization")).isEqualTo("Bearer of-a-file");
            assertThat(request.header("x-scope")).isEqualTo("weir");
            JsonNode logs = JsonMapper.shared().readTree(request.text()).path("resourceLogs");
            assertThat(logs.path(0).path("resource").path("attributes").toString())
                    .isEqualTo("[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"weir\"}}]");
            JsonNode records = logs.path(0).path("scopeLogs").path(0).path("logRecords");
            assertThat(records).hasSize(2);
            LogEntry entry = log.journal().read(2).orElseThrow();
            JsonNode record = records.path(1);
            assertThat(record.path("timeUnixNano").asString()).isEqualTo("1000");
            assertThat(record.path("observedTimeUnixNano").asString()).matches("[0-9]{19}");
            assertThat(record.path("severityNumber").asInt()).isEqualTo(9);
            assertThat(record.path("eventName").asString()).isEqualTo("weir.audit.decision");
            assertThat(record.path("body").path("stringValue").asString())
                    .isEqualTo(new String(entry.text(), StandardCharsets.UTF_8));
            assertThat(record.path("attributes").toString())
                    .isEqualTo("[{\"key\":\"weir.seq\",\"value\":{\"intValue\":\"2\"}},"
                            + "{\"key\":\"weir.kind\",\"value\":{\"stringValue\":\"decision\"}},"
                            + "{\"key\":\"weir.hash\",\"value\":{\"stringValue\":\""
                            + entry.hash().hex() + "\"}}]");
        }
    }

    @Test
    void recordsTurnedDown_countedAndTold_andTheRestGoesOn() throws Exception {
        log.append(150);
        String some = "{\"partialSuccess\":{\"rejectedLogRecords\":\"7\",\"errorMessage\":\"too old\"}}";
        try (Receiver receiver = Receiver.answering(number -> new Reply(200, Map.of(), number == 0 ? some : "{}"));
                Shipping shipping = log.ship(ShippedLog.otlp(receiver.url("/otlp/v1/logs"), Map.of(), Map.of()))) {
            await(() -> shipping.shippedUpTo() == 150);

            assertThat(receiver.all())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.path()).isEqualTo("/otlp/v1/logs"));
            ShippingState state = shipping.states().getFirst();
            assertThat(state.rejected()).isEqualTo(7);
            assertThat(state.problem().orElseThrow()).contains("turned down 7 entries");
            assertThat(state.since()).isEmpty();
        }
    }

    @Test
    void collectorAway_sentAgain_nothingIsLost() throws Exception {
        log.append(3);
        try (Receiver receiver = Receiver.answering(number -> Reply.of(number < 2 ? 502 : 200));
                Shipping shipping = log.ship(ShippedLog.otlp(receiver.url(""), Map.of(), Map.of()))) {
            await(() -> shipping.shippedUpTo() == 3);

            assertThat(receiver.all())
                    .hasSize(3)
                    .allSatisfy(
                            request -> assertThat(request.text()).contains("\"intValue\":\"1\"", "\"intValue\":\"3\""));
        }
    }
}
