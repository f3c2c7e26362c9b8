package dev.weir.auditlog.records;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import dev.weir.auditlog.note.VerifierKey;
import java.util.Map;

/**
 * The log's key is about to change. It has changed with the first checkpoint that covers this entry and that both keys signed;
 * without one, the entry means nothing.
 *
 * @param old the key that signs so far
 * @param next the key that is to sign from then on; of the same name
 */
public record RotationRecord(VerifierKey old, VerifierKey next) {

    public RotationRecord {
        if (!old.name().equals(next.name()) || old.equals(next)) {
            throw new IllegalArgumentException("a log's new key has the name of its old one and is another");
        }
    }

    /** The members of the entry's body that say so; others may stand beside them. */
    public Map<String, Json> members() {
        return Map.of("old", Json.of(old.toString()), "new", Json.of(next.toString()));
    }

    /**
     * Reads an entry's body.
     *
     * @throws IllegalArgumentException if it isn't one of these
     */
    public static RotationRecord parse(Json.ObjectValue body) {
        try {
            return new RotationRecord(VerifierKey.parse(body.text("old")), VerifierKey.parse(body.text("new")));
        } catch (JsonFormatException malformed) {
            throw new IllegalArgumentException("a rotation's entry can't be read", malformed);
        }
    }
}
