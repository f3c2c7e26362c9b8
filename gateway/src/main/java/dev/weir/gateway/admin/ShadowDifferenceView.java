package dev.weir.gateway.admin;

import dev.weir.gateway.audit.ShadowDifference;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the policy in the shadow would have decided about one request, where that differs; as JSON. */
record ShadowDifferenceView(
        Instant at,
        int policyNumber,
        String from,
        String to,
        String effect,
        String preference,
        List<String> decidingRules,
        Map<String, Integer> newlyLeaving,
        Map<String, Integer> newlyInTheClear) {

    static ShadowDifferenceView of(ShadowDifference difference) {
        return new ShadowDifferenceView(
                difference.at(),
                difference.shadowNumber(),
                DecisionSummary.lowerCase(difference.from()),
                DecisionSummary.lowerCase(difference.to()),
                DecisionSummary.lowerCase(difference.effect()),
                DecisionSummary.lowerCase(difference.preference()),
                difference.decidingRules(),
                difference.newlyLeaving(),
                difference.newlyInTheClear());
    }
}
