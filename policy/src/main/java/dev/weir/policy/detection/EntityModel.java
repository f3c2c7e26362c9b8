package dev.weir.policy.detection;

import java.util.List;

/**
 * A model that labels spans of text, for what no rule can tell: names, places, organisations. What implements it runs
 * the model; this package only says what the labels mean. Implementations are thread-safe.
 */
public interface EntityModel {

    /** Name and version, as in explanations of findings. */
    String name();

    /**
     * The labelled spans of a text, in any order; the same text has the same spans, whatever was asked before.
     *
     * @throws RuntimeException if the text can't be judged, which makes the inspection incomplete; its message is never
     *     told
     */
    List<Span> spans(String text);

    /**
     * A labelled part of a text.
     *
     * @param label one of those that {@link ModelEntities} knows; others are left out
     * @param start first UTF-16 unit
     * @param end one past the last UTF-16 unit
     * @param score mean probability, in [0, 1]
     */
    record Span(String label, int start, int end, double score) {}
}
