package dev.weir.router.model;

import dev.weir.router.signal.PromptFeatures;
import java.util.List;

/**
 * Brings features to a common scale: centred, divided by their deviation, bounded.
 *
 * @param names the features that it was measured on, in order
 * @param means their means
 * @param deviations their standard deviations, none of them 0
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never compared
public record FeatureScale(List<String> names, float[] means, float[] deviations) {

    /** A strange text moves no feature by more deviations than this. */
    private static final float BOUND = 4;

    /** Eighty scaled features together weigh about as much as one embedding of length 1. */
    private static final float WEIGHT = 0.1f;

    public FeatureScale {
        names = List.copyOf(names);
        if (means.length != names.size() || deviations.length != names.size()) {
            throw new IllegalArgumentException("a scale has a mean and a deviation for each of its features");
        }
    }

    /** The scaled features of a text. */
    public float[] apply(String text) {
        double[] raw = PromptFeatures.of(text);
        float[] scaled = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            float distance = ((float) raw[i] - means[i]) / deviations[i];
            scaled[i] = WEIGHT * Math.clamp(distance, -BOUND, BOUND);
        }
        return scaled;
    }
}
