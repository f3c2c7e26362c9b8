package dev.weir.gateway.security;

import java.util.Set;

/** What is known of those who hold an API key. Thread-safe. */
public interface KeyHolders {

    /** The teams that hold a key now. */
    Set<String> teams();

    /** The names of the labels that keys carry now. */
    Set<String> labelNames();
}
