package dev.weir.auditlog.verify;

import dev.weir.auditlog.json.CanonicalJson;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import dev.weir.auditlog.json.JsonReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an export says of itself, signed with the log's key.
 *
 * @param origin which log
 * @param size entries of the log that it speaks of
 * @param entries how many of them are in it
 * @param filter what was asked for; empty for everything
 * @param entriesSha256 of {@code entries.jsonl}, in hexadecimal
 * @param leavesSha256 of {@code leaves}, in hexadecimal
 */
public record ExportManifest(
        String origin,
        Instant at,
        long size,
        long entries,
        Map<String, String> filter,
        String entriesSha256,
        String leavesSha256) {

    private static final String FORM = "weir-audit-export@v1\n";

    public ExportManifest {
        filter = Map.copyOf(filter);
    }

    /** The text that is signed. */
    public String text() {
        Map<String, Json> asked = new TreeMap<>();
        filter.forEach((name, value) -> asked.put(name, Json.of(value)));
        return FORM
                + CanonicalJson.text(new Json.ObjectValue(Map.of(
                        "origin", Json.of(origin),
                        "at", Json.of(at.toString()),
                        "size", Json.of(size),
                        "entries", Json.of(entries),
                        "filter", new Json.ObjectValue(asked),
                        "entriesSha256", Json.of(entriesSha256),
                        "leavesSha256", Json.of(leavesSha256))))
                + "\n";
    }

    /**
     * Reads a manifest's text.
     *
     * @throws IllegalArgumentException if the text isn't a manifest's
     */
    public static ExportManifest parse(String text) {
        if (!text.startsWith(FORM)) {
            throw new IllegalArgumentException("a manifest begins with " + FORM.strip());
        }
        try {
            if (JsonReader.read(text.substring(FORM.length())) instanceof Json.ObjectValue object) {
                return of(object.members());
            }
        } catch (JsonFormatException | DateTimeException malformed) {
            throw new IllegalArgumentException("the manifest can't be read", malformed);
        }
        throw new IllegalArgumentException("a manifest is an object");
    }

    private static ExportManifest of(Map<String, Json> members) {
        Map<String, String> filter = new TreeMap<>();
        if (members.get("filter") instanceof Json.ObjectValue asked) {
            asked.members().keySet().forEach(name -> filter.put(name, text(asked.members(), name)));
        }
        return new ExportManifest(
                text(members, "origin"),
                Instant.parse(text(members, "at")),
                number(members, "size"),
                number(members, "entries"),
                filter,
                text(members, "entriesSha256"),
                text(members, "leavesSha256"));
    }

    private static String text(Map<String, Json> members, String name) {
        if (members.get(name) instanceof Json.StringValue string) {
            return string.text();
        }
        throw new IllegalArgumentException("the manifest has no `" + name + "`");
    }

    private static long number(Map<String, Json> members, String name) {
        if (members.get(name) instanceof Json.NumberValue number) {
            return (long) number.number();
        }
        throw new IllegalArgumentException("the manifest has no `" + name + "`");
    }
}
