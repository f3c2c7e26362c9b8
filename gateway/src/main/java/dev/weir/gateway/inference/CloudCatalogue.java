package dev.weir.gateway.inference;

import java.util.List;

/** The cloud models that the configuration names. Thread-safe. */
@FunctionalInterface
public interface CloudCatalogue {

    /** One provider per model, preferred first; empty where no cloud is configured. */
    List<CloudProvider> all();
}
