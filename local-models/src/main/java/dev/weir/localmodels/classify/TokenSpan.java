package dev.weir.localmodels.classify;

/**
 * A labelled part of a text.
 *
 * @param label one of {@link ClassifierManifest#labels()}
 * @param start first UTF-16 unit
 * @param end UTF-16 unit after the last one
 * @param score mean probability of the label over the words of the span, 0 to 1
 */
public record TokenSpan(String label, int start, int end, double score) {

    public TokenSpan {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a span has at least one character, was " + start + " to " + end);
        }
    }
}
