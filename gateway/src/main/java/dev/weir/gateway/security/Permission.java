package dev.weir.gateway.security;

import java.util.Locale;

/** What a key may do beyond its kind. No key has any of it unless its declaration says so, an admin key neither. */
public enum Permission {
    /** See captured content. */
    REVEAL;

    /** As in the configuration. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
