package dev.weir.policy.detection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which stretches of which string values are findings already. */
final class KnownSpans {

    private final Map<String, TreeMap<Integer, Integer>> endsByStart = new HashMap<>();

    KnownSpans(List<Finding> findings) {
        for (Finding finding : findings) {
            if (!finding.place().isKey()) {
                endsByStart
                        .computeIfAbsent(finding.place().pointer(), pointer -> new TreeMap<>())
                        .merge(finding.start(), finding.end(), Math::max);
            }
        }
    }

    /** Whether one finding covers all of a stretch. */
    boolean cover(String pointer, int start, int end) {
        Map.Entry<Integer, Integer> nearest =
                endsByStart.getOrDefault(pointer, new TreeMap<>()).floorEntry(start);
        return nearest != null && nearest.getValue() >= end;
    }
}
