package dev.weir.gateway.security;

import java.util.Map;

/**
 * Who sent an authenticated request.
 *
 * @param keyId id of the API key, safe to log
 * @param team the key's team
 * @param admin whether the key opens the admin API
 * @param labels what the operator attached to the key
 */
public record Caller(String keyId, String team, boolean admin, Map<String, String> labels) {
    public Caller {
        labels = Map.copyOf(labels);
    }

    /** A caller whose key has no labels. */
    public Caller(String keyId, String team, boolean admin) {
        this(keyId, team, admin, Map.of());
    }
}
