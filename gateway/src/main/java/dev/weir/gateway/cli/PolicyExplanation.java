package dev.weir.gateway.cli;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.trace.TraceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code weir policy explain} prints: the verdict on some facts, and each rule's part in it. */
record PolicyExplanation(String file, PolicyDecision decision) {

    static PolicyExplanation of(String file, PolicySet policy, Facts facts) {
        PolicyVersion version = new PolicyVersion(policy.name(), 1, policy.sha256());
        return new PolicyExplanation(file, new CompiledPolicy(policy, version).decide(facts));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("effect       " + RuleEffect.written(decision.effect()));
        lines.add("prefer       " + lowerCase(decision.preference()));
        lines.add("sensitivity  " + lowerCase(decision.sensitivity()));
        lines.add("decided by   "
                + (decision.decidingRules().isEmpty() ? "the default" : String.join(", ", decision.decidingRules())));
        new TreeMap<>(decision.targetEffects())
                .forEach((target, effect) -> lines.add("target       " + target + ": " + RuleEffect.written(effect)));
        lines.add("");
        for (TraceNode node : decision.trace().nodes()) {
            lines.add(mark(node.outcome()) + "  " + file + ":" + node.line() + "  " + node.id() + "  (" + node.effect()
                    + ")");
            if (!node.condition().isEmpty()) {
                lines.add("        "
                        + node.condition().replaceAll("\\s*\\n\\s*", " ").strip());
            }
            if (!node.detail().isEmpty()) {
                lines.add("        " + node.detail());
            }
        }
        return lines;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("policy", decision.policy().name())
                .put("sha256", decision.policy().sha256())
                .put("effect", lowerCase(decision.effect()))
                .put("preference", lowerCase(decision.preference()))
                .put("sensitivity", lowerCase(decision.sensitivity()));
        ArrayNode deciding = node.putArray("deciding_rules");
        decision.decidingRules().forEach(deciding::add);
        ObjectNode targets = node.putObject("target_effects");
        new TreeMap<>(decision.targetEffects()).forEach((target, effect) -> targets.put(target, lowerCase(effect)));
        ArrayNode trace = node.putArray("trace");
        for (TraceNode part : decision.trace().nodes()) {
            trace.addObject()
                    .put("id", part.id())
                    .put("line", part.line())
                    .put("outcome", lowerCase(part.outcome()))
                    .put("effect", part.effect())
                    .put("condition", part.condition())
                    .put("detail", part.detail());
        }
        return node;
    }

    private static String mark(TraceNode.Outcome outcome) {
        return switch (outcome) {
            case MATCHED -> "match ";
            case NOT_MATCHED -> "no    ";
            case ERRORED -> "ERROR ";
        };
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
