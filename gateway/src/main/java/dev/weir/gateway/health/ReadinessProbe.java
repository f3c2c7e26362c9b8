package dev.weir.gateway.health;

import java.util.Optional;

/** One thing that must be well before the gateway takes requests. Thread-safe and quick: it runs at every look. */
public interface ReadinessProbe {

    /** Short name: {@code local-model}, {@code audit-log}. */
    String name();

    /** What is wrong, for anyone to read: no path, address or key. Empty when all is well. */
    Optional<String> problem();
}
