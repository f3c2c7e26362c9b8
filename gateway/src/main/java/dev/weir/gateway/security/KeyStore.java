package dev.weir.gateway.security;

import java.util.Optional;
import java.util.Set;

/** Knows the API keys. Thread-safe. Keys move from file and configuration to the database behind this seam. */
interface KeyStore {

    /** Who holds this key; empty where nobody does. */
    Optional<Caller> find(String key);

    /** The teams that hold a key. */
    Set<String> teams();
}
