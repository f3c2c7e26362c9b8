package dev.weir.gateway.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries of the log to list or export. Empty parts match every entry; all present parts must match.
 *
 * @param kind {@code decision}, {@code outcome}, {@code policy} …
 * @param since inclusive
 * @param until exclusive
 * @param decision id of a decision; matches its outcome too
 * @param rule id of a rule that decided
 * @param entity an entity that was found
 */
public record LogFilter(
        Optional<String> kind,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> decision,
        Optional<String> team,
        Optional<String> key,
        Optional<String> route,
        Optional<String> model,
        Optional<String> rule,
        Optional<String> entity) {

    /** Every entry. */
    public static final LogFilter ALL = new LogFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Entries of one kind about one decision. */
    public static LogFilter ofDecision(String kind, String decision) {
        return new LogFilter(
                Optional.of(kind),
                Optional.empty(),
                Optional.empty(),
                Optional.of(decision),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What is asked for, by name. */
    public Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        kind.ifPresent(value -> asked.put("kind", value));
        since.ifPresent(value -> asked.put("since", value.toString()));
        until.ifPresent(value -> asked.put("until", value.toString()));
        decision.ifPresent(value -> asked.put("decision", value));
        team.ifPresent(value -> asked.put("team", value));
        key.ifPresent(value -> asked.put("key", value));
        route.ifPresent(value -> asked.put("route", value));
        model.ifPresent(value -> asked.put("model", value));
        rule.ifPresent(value -> asked.put("rule", value));
        entity.ifPresent(value -> asked.put("entity", value));
        return asked;
    }
}
