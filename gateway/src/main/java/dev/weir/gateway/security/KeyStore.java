package dev.weir.gateway.security;

import java.util.Optional;

/** Knows the API keys. Thread-safe. Keys move from file and configuration to the database behind this seam. */
interface KeyStore extends KeyHolders {

    /** Who holds this key; empty where nobody does. */
    Optional<Caller> find(String key);
}
