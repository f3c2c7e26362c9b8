package dev.weir.gateway.security;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept of an API key.
 *
 * @param id names the key in logs and in the console
 * @param team whose requests it makes
 * @param admin whether it opens the admin API
 * @param may what it may do beyond that
 * @param sha256 of the key itself, 64 hexadecimal digits
 * @param labels facts about the key's holder for policies, {@code site: berlin} for instance
 */
record StoredKey(
        String id, String team, boolean admin, Set<Permission> may, String sha256, Map<String, String> labels) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final Pattern LABEL = Pattern.compile("[\\P{Cntrl}&&\\P{Cs}]{0,256}");
    private static final int MOST_LABELS = 32;

    StoredKey {
        may = Set.copyOf(may);
        labels = Map.copyOf(labels);
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a key has 1 to 64 letters, digits, `.`, `_` or `-`");
        }
        if (!NAME.matcher(team).matches()) {
            throw new IllegalArgumentException(
                    "the team of key `" + id + "` has 1 to 64 letters, digits, `.`, `_` or `-`");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the sha256 of key `" + id
                    + "` has 64 hexadecimal digits; make it with: printf %s \"$KEY\" | sha256sum");
        }
        if (labels.size() > MOST_LABELS
                || !labels.keySet().stream().allMatch(name -> NAME.matcher(name).matches())
                || !labels.values().stream()
                        .allMatch(value -> LABEL.matcher(value).matches())) {
            throw new IllegalArgumentException("key `" + id + "` has at most " + MOST_LABELS
                    + " labels, with names of letters, digits, `.`, `_` or `-`, and values of at most 256 characters");
        }
    }

    /** A key that may nothing beyond its kind. */
    StoredKey(String id, String team, boolean admin, String sha256, Map<String, String> labels) {
        this(id, team, admin, Set.of(), sha256, labels);
    }

    /** A key without labels, which may nothing beyond its kind. */
    StoredKey(String id, String team, boolean admin, String sha256) {
        this(id, team, admin, sha256, Map.of());
    }

    Caller caller() {
        return new Caller(id, team, admin, may, labels);
    }
}
