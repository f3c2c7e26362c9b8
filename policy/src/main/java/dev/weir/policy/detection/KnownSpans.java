package dev.weir.policy.detection;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which stretches of which string values are findings already. Not thread-safe. */
final class KnownSpans {

    private final Map<String, TreeMap<Integer, Integer>> endsByStart = new HashMap<>();

    void add(Finding finding) {
        if (!finding.place().isKey()) {
            endsByStart
                    .computeIfAbsent(finding.place().pointer(), pointer -> new TreeMap<>())
                    .merge(finding.start(), finding.end(), Math::max);
        }
    }

    /** Whether one finding covers all of a stretch. */
    boolean cover(String pointer, int start, int end) {
        Map.Entry<Integer, Integer> nearest =
                endsByStart.getOrDefault(pointer, new TreeMap<>()).floorEntry(start);
        return nearest != null && nearest.getValue() >= end;
    }
}
