package dev.weir.policy;

import dev.weir.policy.trace.DecisionTrace;
import java.util.List;
import java.util.Map;

/**
 * A policy's verdict on one request.
 *
 * @param effect the strictest effect of all rules that matched; where rules differ by target, that of the target which
 *     is closed least
 * @param preference who should answer, within the effect
 * @param decidingRules ids of the rules that set the effect, in the policy's order; empty where only the default did
 * @param targetEffects the effect for each cloud model among the facts, by its id; never looser than {@code effect}
 * @param capture what is kept of the content
 * @param policy which version decided
 */
public record PolicyDecision(
        Effect effect,
        Preference preference,
        Sensitivity sensitivity,
        List<String> decidingRules,
        Map<String, Effect> targetEffects,
        Capture capture,
        PolicyVersion policy,
        DecisionTrace trace) {
    public PolicyDecision {
        decidingRules = List.copyOf(decidingRules);
        targetEffects = Map.copyOf(targetEffects);
    }

    /** What holds for a request that this model would answer. A cloud model that was not among the facts is closed. */
    public Effect effectFor(String targetId) {
        return Effect.forTarget(targetId, effect, targetEffects);
    }
}
