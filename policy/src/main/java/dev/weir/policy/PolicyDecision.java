package dev.weir.policy;

import dev.weir.policy.trace.DecisionTrace;
import java.util.List;

/**
 * A policy's verdict on one request.
 *
 * @param effect the strictest effect of all rules that matched
 * @param preference who should answer, within the effect
 * @param decidingRules ids of the rules that set the effect, in the policy's order; empty where only the default did
 * @param policy which version decided
 */
public record PolicyDecision(
        Effect effect,
        Preference preference,
        Sensitivity sensitivity,
        List<String> decidingRules,
        PolicyVersion policy,
        DecisionTrace trace) {
    public PolicyDecision {
        decidingRules = List.copyOf(decidingRules);
    }
}
