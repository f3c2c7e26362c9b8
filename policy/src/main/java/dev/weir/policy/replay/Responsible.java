package dev.weir.policy.replay;

import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.Preference;
import dev.weir.policy.replay.RecordedDecision.Verdict;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.trace.TraceNode;
import java.util.List;

/** Which rules are the reason that a request moved. */
final class Responsible {
    private static final String DEFAULT = "weir:default";
    private static final String NO_PREFERENCE = "(no preference)";

    private Responsible() {}

    /** The draft's rules where it is stricter or prefers another lane; those that were where it is looser. */
    static List<String> rules(Verdict before, PolicyDecision after) {
        Effect was = before.effect();
        if (after.effect().compareTo(was) > 0) {
            return after.decidingRules().isEmpty() ? List.of(DEFAULT) : after.decidingRules();
        }
        if (after.effect().compareTo(was) < 0) {
            List<String> rules = before.rules().stream()
                    .map(rule -> (after.decidingRules().contains(rule) ? "looser " : "without ") + rule)
                    .toList();
            return rules.isEmpty() ? List.of(DEFAULT) : rules;
        }
        if (after.preference() != Preference.NONE && after.preference() != before.preference()) {
            String wish = new RuleEffect.Prefer(after.preference()).written();
            return after.trace().nodes().stream()
                    .filter(node -> node.outcome() == TraceNode.Outcome.MATCHED
                            && node.effect().equals(wish))
                    .map(TraceNode::id)
                    .toList();
        }
        return after.preference() == before.preference() ? after.decidingRules() : List.of(NO_PREFERENCE);
    }
}
