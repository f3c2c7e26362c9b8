package dev.weir.gateway.security;

/**
 * Who sent an authenticated request.
 *
 * @param keyId id of the API key, safe to log
 * @param team the key's team
 * @param admin whether the key opens the admin API
 */
public record Caller(String keyId, String team, boolean admin) {}
