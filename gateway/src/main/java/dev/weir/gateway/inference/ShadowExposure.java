package dev.weir.gateway.inference;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.replay.Destination;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Findings by entity that would get out under another policy, and don't. What either policy's detector finds counts;
 * under pseudonyms that leaves in the clear which the policy's own detector doesn't find.
 *
 * @param leaving would leave the edge, in whatever form
 * @param inTheClear would leave it without a pseudonym
 */
record ShadowExposure(Map<String, Integer> leaving, Map<String, Integer> inTheClear) {

    static ShadowExposure of(Destination from, List<Finding> found, Destination to, List<Finding> foundByShadow) {
        Map<String, Integer> active = counts(found);
        Map<String, Integer> shadow = counts(foundByShadow);
        Map<String, Integer> all = new TreeMap<>(active);
        shadow.forEach((entity, count) -> all.merge(entity, count, Math::max));
        Map<String, Integer> leaving = to.isCloud() && !from.isCloud() ? all : Map.of();
        return new ShadowExposure(leaving, minus(clear(to, all, shadow), clear(from, all, active)));
    }

    boolean isEmpty() {
        return leaving.isEmpty() && inTheClear.isEmpty();
    }

    private static Map<String, Integer> clear(
            Destination destination, Map<String, Integer> all, Map<String, Integer> replaced) {
        return switch (destination) {
            case LOCAL, BLOCKED -> Map.of();
            case CLOUD_AS_IS -> all;
            case CLOUD_PSEUDONYMISED -> minus(all, replaced);
        };
    }

    private static Map<String, Integer> counts(List<Finding> findings) {
        Map<String, Integer> counts = new TreeMap<>();
        findings.forEach(finding -> counts.merge(finding.entity().name(), 1, Integer::sum));
        return counts;
    }

    private static Map<String, Integer> minus(Map<String, Integer> counts, Map<String, Integer> less) {
        Map<String, Integer> rest = new TreeMap<>();
        counts.forEach((entity, count) -> {
            int left = count - less.getOrDefault(entity, 0);
            if (left > 0) {
                rest.put(entity, left);
            }
        });
        return rest;
    }
}
