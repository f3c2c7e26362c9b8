package dev.weir.gateway.policy;

import dev.weir.policy.condition.KnownNames;

/** What the configuration names, so that policies that name something else are told so. Thread-safe. */
@FunctionalInterface
public interface ConfiguredNames {

    /** As it stands now. */
    KnownNames now();
}
