package dev.weir.gateway.security;

import java.util.Set;

/** The teams that there are. Thread-safe. */
@FunctionalInterface
public interface Teams {

    /** Those that hold an API key now. */
    Set<String> all();
}
