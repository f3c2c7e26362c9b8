package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.LogEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Log records in OTLP's JSON form: 64-bit numbers are texts, and names are in camel case.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP 1.x, JSON Protobuf encoding</a>
 */
final class OtlpLogs {

    private static final int SEVERITY_INFO = 9;
    private static final JsonMapper JSON = JsonMapper.shared();

    private OtlpLogs() {}

    /** {@code ExportLogsServiceRequest}. */
    static byte[] request(Batch batch, Instant observed) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode resource = request.putArray("resourceLogs").addObject();
        attribute(resource.putObject("resource").putArray("attributes"), "service.name", "weir");
        ObjectNode scope = resource.putArray("scopeLogs").addObject();
        scope.putObject("scope").put("name", "dev.weir.audit");
        ArrayNode records = scope.putArray("logRecords");
        batch.entries().forEach(entry -> add(records.addObject(), entry, observed));
        return JSON.writeValueAsBytes(request);
    }

    private static void add(ObjectNode record, LogEntry entry, Instant observed) {
        EntryHead about = EntryHead.of(entry);
        record.put("timeUnixNano", nanos(Instant.parse(about.at())))
                .put("observedTimeUnixNano", nanos(observed))
                .put("severityNumber", SEVERITY_INFO)
                .put("severityText", "INFO")
                .put("eventName", "weir.audit." + about.kind());
        record.putObject("body").put("stringValue", new String(entry.text(), StandardCharsets.UTF_8));
        ArrayNode attributes = record.putArray("attributes");
        attributes
                .addObject()
                .put("key", "weir.seq")
                .putObject("value")
                .put("intValue", Long.toString(entry.sequence()));
        attribute(attributes, "weir.kind", about.kind());
        attribute(attributes, "weir.hash", entry.hash().hex());
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static String nanos(Instant at) {
        return Long.toString(ChronoUnit.NANOS.between(Instant.EPOCH, at));
    }

    /** How many records an {@code ExportLogsServiceResponse} says were turned down; 0 where it says nothing. */
    static long rejected(byte[] response) {
        try {
            return Math.max(
                    0,
                    JSON.readTree(response)
                            .path("partialSuccess")
                            .path("rejectedLogRecords")
                            .asLong(0));
        } catch (JacksonException notJson) {
            return 0;
        }
    }
}
