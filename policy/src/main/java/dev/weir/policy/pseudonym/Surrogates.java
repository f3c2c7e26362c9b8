package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Issues the surrogates of one request: {@code [EMAIL_7F3K9Q]}, the entity and a short keyed hash, or where the format
 * asks for it a realistic value. No two values of a conversation share one, and none says what the request says itself.
 * Not thread-safe.
 */
final class Surrogates {

    static final String PERSON = "PERSON";

    /** Crockford's base 32: no letter that reads like a digit. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int SHORTEST = 6;
    private static final int SHORTEST_PART = 2;
    private static final int LONGEST = 26;
    private static final int BITS = 5;
    /** A check digit is right by chance once in ten times, two of them once in a hundred. */
    private static final int MAX_TRIES = 600;

    private final PseudonymKey key;
    private final PseudonymScope scope;
    private final SurrogateFormats formats;
    private final SurrogateCheck check;
    private final RequestText request;
    private final Persons persons = new Persons();
    private final Map<String, String> issued = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, VaultEntry> entries = new LinkedHashMap<>();
    private final List<String> entities = new ArrayList<>();

    Surrogates(
            PseudonymKey key,
            PseudonymScope scope,
            SurrogateFormats formats,
            SurrogateCheck check,
            RequestText request) {
        this.key = key;
        this.scope = scope;
        this.formats = formats;
        this.check = check;
        this.request = request;
    }

    /**
     * A value to replace.
     *
     * @param text as the reader of the request sees it
     * @param before text before it
     * @param isNumber whether it stands as a number in JSON
     */
    record Value(Entity entity, String text, String before, boolean isNumber) {}

    /** The surrogate of a value. The way it was first written is the way it will be restored. */
    String issue(Value value) {
        String entity = value.entity().name();
        entities.add(entity);
        String canonical = Canonical.of(entity, value.text());
        String known = issued.get(entity + "\n" + canonical);
        if (known == null) {
            known = realistic(value, canonical).orElseGet(() -> placeholder(value, canonical));
            issued.put(entity + "\n" + canonical, known);
        }
        VaultEntry entry = entries.get(known);
        if (entry != null && entry.wasNumber() && !value.isNumber()) {
            entries.put(known, new VaultEntry(entity, entry.kind(), known, entry.original(), /* wasNumber= */ false));
        }
        return known;
    }

    List<String> entities() {
        return entities;
    }

    PlaceholderVault vault() {
        return new PlaceholderVault(entries.values());
    }

    private Optional<String> realistic(Value value, String canonical) {
        String entity = value.entity().name();
        boolean wanted = formats.of(entity) == SurrogateFormat.REALISTIC
                && value.entity().category() != Entity.Category.SECRET;
        if (!wanted) {
            return Optional.empty();
        }
        if (entity.equals(PERSON)) {
            return new RealisticNames(this).of(value.text(), persons.of(value.text(), canonical));
        }
        SurrogateForm form = RealisticForms.of(entity);
        // All dates of a conversation move alike.
        List<String> fields = RealisticForms.DATES.contains(entity) ? fields("dates", "") : fields(entity, canonical);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            var tried = new ArrayList<>(fields);
            tried.add(Integer.toString(attempt));
            Optional<SurrogateForm.Candidate> candidate = form.candidate(value.text(), new KeyedChoice(key, tried));
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            String text = candidate.get().text();
            boolean valid = !request.says(text) && check.passes(entity, value.before(), value.text(), text);
            if (valid && take(entity, candidate.get().kind(), text, value.text(), canonical, /* wasNumber= */ false)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private String placeholder(Value value, String canonical) {
        String entity = value.entity().name();
        if (!entity.equals(PERSON)) {
            return placeholder(entity, value, canonical, fields(entity, canonical), SHORTEST);
        }
        String root = persons.of(value.text(), canonical).root();
        if (root.equals(canonical)) {
            return placeholder(entity, value, canonical, fields(entity, canonical), SHORTEST);
        }
        String person = code(key.mac(fields(entity, root))).substring(0, SHORTEST);
        return placeholder(
                entity + "_" + person, value, canonical, fields("part of " + entity, canonical), SHORTEST_PART);
    }

    private String placeholder(String name, Value value, String canonical, List<String> fields, int shortest) {
        String code = code(key.mac(fields));
        for (int length = shortest; length <= LONGEST; length++) {
            String shown = code.substring(0, length);
            String placeholder = "[" + name + "_" + shown + "]";
            boolean free = shortest < SHORTEST || !request.hasCode(shown);
            if (free
                    && take(
                            value.entity().name(),
                            SurrogateKind.PLACEHOLDER,
                            placeholder,
                            value.text(),
                            canonical,
                            value.isNumber())) {
                return placeholder;
            }
        }
        throw new IllegalStateException("two values share all of their " + LONGEST * BITS + " bits");
    }

    /** Takes a surrogate for a value, where it isn't another one's. */
    boolean take(
            String entity, SurrogateKind kind, String surrogate, String original, String canonical, boolean wasNumber) {
        String owner = entity + "\n" + canonical;
        String known = owners.putIfAbsent(kind + "\n" + SurrogateTrie.symbols(kind, surrogate), owner);
        if (known != null && !known.equals(owner)) {
            return false;
        }
        entries.putIfAbsent(surrogate, new VaultEntry(entity, kind, surrogate, original, wasNumber));
        return true;
    }

    /** What a choice for a value is drawn from. */
    KeyedChoice choice(String purpose, String canonical) {
        return new KeyedChoice(key, fields(purpose, canonical));
    }

    boolean isSaid(String surrogate) {
        return request.says(surrogate);
    }

    private List<String> fields(String purpose, String canonical) {
        return List.of(scope.tenant(), scope.conversation(), purpose, canonical);
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
