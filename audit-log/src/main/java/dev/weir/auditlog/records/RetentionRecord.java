package dev.weir.auditlog.records;

import dev.weir.auditlog.journal.SequenceSet;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a retention run takes out of one segment. It is on record before anything is removed.
 *
 * @param run when the run began; a run has a record for each segment that it takes something out of
 * @param first first entry of the segment
 * @param last its last entry
 * @param entries those that are removed
 * @param kinds by kind of entry, what is removed
 * @param holds holds in force, and how many entries of the segment each of them keeps that would go otherwise
 */
public record RetentionRecord(
        Instant run, long first, long last, SequenceSet entries, Map<String, Removed> kinds, Map<Long, Long> holds) {

    private static final int FORMAT = 1;

    /**
     * Entries of one kind that are removed.
     *
     * @param before all of them are older than this
     * @param count how many
     */
    public record Removed(Instant before, long count) {}

    /**
     * A record that adds up.
     *
     * @throws IllegalArgumentException if it doesn't
     */
    public RetentionRecord {
        kinds = Map.copyOf(kinds);
        holds = Map.copyOf(holds);
        if (entries.numbers().anyMatch(entry -> entry < first || entry > last)) {
            throw new IllegalArgumentException("a retention record tells of entries outside of its own range");
        }
        if (kinds.values().stream().mapToLong(Removed::count).sum() != entries.size()) {
            throw new IllegalArgumentException("a retention record's counts don't add up");
        }
        if (kinds.keySet().stream().anyMatch(SelfRecords.KINDS::contains)) {
            throw new IllegalArgumentException("a retention record tells of entries that must stay");
        }
    }

    /** The entry's body. */
    public Json.ObjectValue body() {
        Map<String, Json> byKind = new TreeMap<>();
        kinds.forEach((kind, removed) -> byKind.put(
                kind,
                new Json.ObjectValue(
                        Map.of("before", Json.of(removed.before().toString()), "removed", Json.of(removed.count())))));
        Map<String, Json> byHold = new TreeMap<>();
        holds.forEach((hold, kept) -> byHold.put(String.valueOf(hold), Json.of(kept)));
        return new Json.ObjectValue(Map.of(
                "v", Json.of(FORMAT),
                "run", Json.of(run.toString()),
                "first", Json.of(first),
                "last", Json.of(last),
                "removed", Json.of(entries.size()),
                "kinds", new Json.ObjectValue(byKind),
                "holds", new Json.ObjectValue(byHold),
                "entries", Json.of(entries.base64())));
    }

    /**
     * Reads an entry's body.
     *
     * @throws IllegalArgumentException if it isn't a retention record, or doesn't add up
     */
    public static RetentionRecord parse(Json.ObjectValue body) {
        try {
            SequenceSet entries = SequenceSet.parse(body.number("first"), body.text("entries"));
            if (entries.size() != body.number("removed")) {
                throw new IllegalArgumentException("a retention record's counts don't add up");
            }
            Json.ObjectValue byKind = body.object("kinds");
            Map<String, Removed> kinds = new TreeMap<>();
            byKind.members().keySet().forEach(kind -> {
                Json.ObjectValue removed = byKind.object(kind);
                kinds.put(kind, new Removed(Instant.parse(removed.text("before")), removed.number("removed")));
            });
            Json.ObjectValue byHold = body.object("holds");
            Map<Long, Long> holds = new TreeMap<>();
            byHold.members().keySet().forEach(hold -> holds.put(Long.valueOf(hold), byHold.number(hold)));
            return new RetentionRecord(
                    Instant.parse(body.text("run")), body.number("first"), body.number("last"), entries, kinds, holds);
        } catch (JsonFormatException | DateTimeException malformed) {
            throw new IllegalArgumentException("a retention record can't be read", malformed);
        }
    }
}
