package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Issues the placeholders of one request: {@code [EMAIL_7F3K9Q]}, the entity and a short keyed hash. Brackets end it on
 * both sides, so none is ever part of another. Not thread-safe.
 */
final class Placeholders {

    /** Crockford's base 32: no letter that reads like a digit. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int SHORTEST = 6;
    private static final int LONGEST = 26;
    private static final int BITS = 5;

    private final PseudonymKey key;
    private final PseudonymScope scope;
    private final Map<String, String> canonicalOf = new LinkedHashMap<>();
    private final Map<String, VaultEntry> entries = new LinkedHashMap<>();
    private final List<String> entities = new ArrayList<>();

    Placeholders(PseudonymKey key, PseudonymScope scope) {
        this.key = key;
        this.scope = scope;
    }

    /**
     * The placeholder of a value. The way it was first written is the way it will be restored.
     *
     * @param entity name of the entity
     * @param value as the reader of the request sees it
     */
    String issue(String entity, String value) {
        String canonical = Canonical.of(entity, value);
        String code = code(key.mac(List.of(scope.tenant(), scope.conversation(), entity, canonical)));
        for (int length = SHORTEST; length <= LONGEST; length++) {
            String placeholder = "[" + entity + "_" + code.substring(0, length) + "]";
            String known = canonicalOf.putIfAbsent(placeholder, canonical);
            if (known == null || known.equals(canonical)) {
                entries.putIfAbsent(
                        placeholder,
                        new VaultEntry(entity, SurrogateKind.PLACEHOLDER, placeholder, value, /* wasNumber= */ false));
                entities.add(entity);
                return placeholder;
            }
        }
        throw new IllegalStateException("two values share all of their " + LONGEST * BITS + " bits");
    }

    List<String> entities() {
        return entities;
    }

    PlaceholderVault vault() {
        return new PlaceholderVault(entries.values());
    }

    private static String code(byte[] mac) {
        var code = new StringBuilder(LONGEST);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; code.length() < LONGEST; ) {
            if (bits < BITS) {
                buffer = (buffer << 8) | (mac[i++] & 0xFF);
                bits += 8;
            } else {
                bits -= BITS;
                code.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
        }
        return code.toString();
    }
}
