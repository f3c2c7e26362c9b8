package dev.weir.gateway.security;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is kept of an API key.
 *
 * @param id names the key in logs and in the console
 * @param team whose requests it makes
 * @param admin whether it opens the admin API
 * @param sha256 of the key itself, 64 hexadecimal digits
 */
record StoredKey(String id, String team, boolean admin, String sha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    StoredKey {
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
    }

    Caller caller() {
        return new Caller(id, team, admin);
    }
}
