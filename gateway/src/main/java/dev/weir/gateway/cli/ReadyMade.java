package dev.weir.gateway.cli;

import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.yaml.PolicyLoading;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code weir policy list} says of one ready-made policy. */
record ReadyMade(PolicyLoading.Loaded loaded) {
    static final List<String> HEADER = List.of("POLICY", "RULES", "CASES", "DEFAULT", "WHAT IT DOES");

    List<String> row() {
        return List.of(
                loaded.policy().name(),
                String.valueOf(loaded.policy().rules().size()),
                String.valueOf(loaded.tests().size()),
                RuleEffect.written(loaded.policy().byDefault()),
                loaded.policy().description());
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", loaded.policy().name())
                .put("description", loaded.policy().description())
                .put("default", RuleEffect.written(loaded.policy().byDefault()))
                .put("rules", loaded.policy().rules().size())
                .put("cases", loaded.tests().size())
                .put("sha256", loaded.policy().sha256());
    }
}
