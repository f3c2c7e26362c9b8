package dev.weir.router.signal;

import java.util.List;

/**
 * About eighty numbers over one text: size, question kind, choices offered, numbers, formulas, program text, conditions,
 * topics of its words. Takes time linear in the text's length. Stateless.
 */
public final class PromptFeatures {

    private static final List<String> NAMES = features("").names();

    private PromptFeatures() {}

    /** What each number counts, the signal before the dot: {@code numbers.distinct}. In the order of {@link #of}. */
    public static List<String> names() {
        return NAMES;
    }

    /** The numbers of a text, one for each of {@link #names}. Counts are logarithms of one more than the count. */
    public static double[] of(String text) {
        return features(text).values();
    }

    /** The signal that a feature belongs to. */
    public static String signal(String feature) {
        int dot = feature.indexOf('.');
        return dot < 0 ? feature : feature.substring(0, dot);
    }

    private static FeatureList features(String text) {
        Wording wording = Wording.of(text);
        FeatureList features = new FeatureList();
        FormFeatures.addTo(features, wording);
        QuestionFeatures.addTo(features, wording);
        ReasoningFeatures.addTo(features, wording);
        TopicFeatures.addTo(features, text);
        return features;
    }
}
