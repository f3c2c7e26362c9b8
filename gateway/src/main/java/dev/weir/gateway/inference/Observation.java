package dev.weir.gateway.inference;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.router.signal.Difficulty;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was seen of a request before anything was decided.
 *
 * @param injection how much its untrusted texts look like orders to the model, 0 to 1; NaN where that isn't known
 * @param promptTokens as the local model counts them; estimated where the prompt is far beyond its window
 */
record Observation(Inspection inspection, Difficulty difficulty, double injection, String language, int promptTokens) {

    /** The same after somebody knew more of its difficulty. */
    Observation with(Difficulty judged) {
        return new Observation(inspection, judged, injection, language, promptTokens);
    }

    boolean complete() {
        return inspection instanceof Inspection.Complete;
    }

    /** Number of findings by entity name. */
    Map<String, Integer> counts() {
        return inspection.findings().stream()
                .map(Finding::entity)
                .collect(Collectors.toMap(entity -> entity.name(), entity -> 1, Integer::sum, TreeMap::new));
    }
}
