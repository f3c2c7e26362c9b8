package dev.weir.gateway.security;

import java.util.Map;
import java.util.Set;

/**
 * Who sent an authenticated request.
 *
 * @param keyId id of the API key, safe to log
 * @param team the key's team
 * @param admin whether the key opens the admin API
 * @param may what the key may do beyond that
 * @param labels what the operator attached to the key
 */
public record Caller(String keyId, String team, boolean admin, Set<Permission> may, Map<String, String> labels) {
    public Caller {
        may = Set.copyOf(may);
        labels = Map.copyOf(labels);
    }

    /** A caller whose key may nothing beyond its kind. */
    public Caller(String keyId, String team, boolean admin, Map<String, String> labels) {
        this(keyId, team, admin, Set.of(), labels);
    }

    /** A caller whose key has no labels, and may nothing beyond its kind. */
    public Caller(String keyId, String team, boolean admin) {
        this(keyId, team, admin, Map.of());
    }
}
