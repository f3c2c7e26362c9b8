package dev.weir.gateway.audit;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import dev.weir.policy.replay.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A decision that the policy in the shadow would have made otherwise.
 *
 * @param at when the two were compared
 * @param activeNumber version that decided
 * @param shadowNumber version in the shadow
 * @param from where the request went under the one that decided
 * @param to where it would have gone
 * @param effect of the shadow's verdict, as are the four after it
 * @param newlyLeaving findings by entity that would have left the edge, in whatever form, and did not
 * @param newlyInTheClear findings by entity that would have left the edge without a pseudonym, and did not
 */
public record ShadowDifference(
        String decisionId,
        Instant at,
        int activeNumber,
        int shadowNumber,
        Destination from,
        Destination to,
        Effect effect,
        Preference preference,
        List<String> decidingRules,
        Map<String, Effect> targetEffects,
        Map<String, Integer> newlyLeaving,
        Map<String, Integer> newlyInTheClear) {
    public ShadowDifference {
        decidingRules = List.copyOf(decidingRules);
        targetEffects = Map.copyOf(targetEffects);
        newlyLeaving = Map.copyOf(newlyLeaving);
        newlyInTheClear = Map.copyOf(newlyInTheClear);
    }
}
