package dev.weir.auditlog.records;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import java.time.DateTimeException;
import java.util.Map;

/** A hold was placed or released. A hold's id is the number of the entry that placed it. */
public sealed interface HoldRecord {

    /** The members of the entry's body that say so; others may stand beside them. */
    Map<String, Json> members();

    /** From this entry on nothing in its scope is removed. */
    record Placed(HoldScope scope) implements HoldRecord {
        @Override
        public Map<String, Json> members() {
            return Map.of("action", Json.of("placed"), "scope", scope.json());
        }
    }

    /**
     * A hold ends.
     *
     * @param hold its id
     */
    record Released(long hold) implements HoldRecord {
        @Override
        public Map<String, Json> members() {
            return Map.of("action", Json.of("released"), "hold", Json.of(hold));
        }
    }

    /**
     * Reads an entry's body.
     *
     * @throws IllegalArgumentException if it isn't one of these
     */
    static HoldRecord parse(Json.ObjectValue body) {
        try {
            return switch (body.text("action")) {
                case "placed" -> new Placed(HoldScope.parse(body.object("scope")));
                case "released" -> new Released(body.number("hold"));
                default -> throw new IllegalArgumentException("a hold is placed or released");
            };
        } catch (JsonFormatException | DateTimeException malformed) {
            throw new IllegalArgumentException("a hold's entry can't be read", malformed);
        }
    }
}
