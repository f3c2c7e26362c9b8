package dev.weir.router.selection;

import java.util.Set;

/**
 * A model that could answer.
 *
 * @param id the model's id
 * @param lane where it runs
 * @param contextWindow tokens of prompt and answer together
 * @param capabilities what it can do beyond plain text
 * @param available false while its breaker is open or it is not loaded
 */
public record Target(String id, Lane lane, int contextWindow, Set<Capability> capabilities, boolean available) {

    public Target {
        capabilities = Set.copyOf(capabilities);
    }

    /** Where a model runs. */
    public enum Lane {
        LOCAL,
        CLOUD
    }

    /** What a request may need. */
    public enum Capability {
        TOOLS,
        STRUCTURED_OUTPUT,
        VISION,
        LOGPROBS
    }
}
