package dev.weir.auditlog.records;

import dev.weir.auditlog.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which entries a hold keeps: those that fit all its parts. Without any part it keeps everything.
 *
 * @param since inclusive
 * @param until exclusive; without it, entries still to come are kept too
 * @param team of the decision
 * @param key id of a key
 * @param decision id of a decision; its outcome is kept with it
 */
public record HoldScope(
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> team,
        Optional<String> key,
        Optional<String> decision) {

    public HoldScope {
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw new IllegalArgumentException("a hold ends after it begins");
        }
    }

    /** Its parts by name. */
    public Map<String, String> parts() {
        Map<String, String> parts = new TreeMap<>();
        since.ifPresent(at -> parts.put("since", at.toString()));
        until.ifPresent(at -> parts.put("until", at.toString()));
        team.ifPresent(name -> parts.put("team", name));
        key.ifPresent(id -> parts.put("key", id));
        decision.ifPresent(id -> parts.put("decision", id));
        return parts;
    }

    Json.ObjectValue json() {
        Map<String, Json> members = new TreeMap<>();
        parts().forEach((name, value) -> members.put(name, Json.of(value)));
        return new Json.ObjectValue(members);
    }

    static HoldScope parse(Json.ObjectValue scope) {
        return new HoldScope(
                part(scope, "since").map(Instant::parse),
                part(scope, "until").map(Instant::parse),
                part(scope, "team"),
                part(scope, "key"),
                part(scope, "decision"));
    }

    private static Optional<String> part(Json.ObjectValue scope, String name) {
        return scope.members().containsKey(name) ? Optional.of(scope.text(name)) : Optional.empty();
    }
}
