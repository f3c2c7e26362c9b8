package dev.weir.policy.replay;

import java.util.Map;
import java.util.TreeMap;

/** Counts findings that get out and didn't. */
final class ExposureTally {
    private final Map<String, Long> findings = new TreeMap<>();
    private long requests;

    /** Counts what gets out after beyond what got out before, both by entity. */
    void add(Map<String, Long> before, Map<String, Long> after) {
        boolean more = false;
        for (Map.Entry<String, Long> entry : after.entrySet()) {
            long added = entry.getValue() - before.getOrDefault(entry.getKey(), 0L);
            if (added > 0) {
                findings.merge(entry.getKey(), added, Long::sum);
                more = true;
            }
        }
        requests += more ? 1 : 0;
    }

    BlastRadius.Exposure result() {
        return new BlastRadius.Exposure(requests, findings);
    }
}
