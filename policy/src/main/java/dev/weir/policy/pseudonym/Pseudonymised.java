package dev.weir.policy.pseudonym;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request body with every finding replaced.
 *
 * @param body the new body; the original is untouched
 * @param vault what each pseudonym stands for, for the answer to this request
 * @param entities entity name of each replacement, one entry per replaced span
 */
public record Pseudonymised(ObjectNode body, PlaceholderVault vault, List<String> entities) {
    public Pseudonymised {
        entities = List.copyOf(entities);
    }
}
