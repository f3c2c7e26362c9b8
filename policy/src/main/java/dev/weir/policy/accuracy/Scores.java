package dev.weir.policy.accuracy;

import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What came of comparing predictions with gold spans.
 *
 * @param texts number of texts
 * @param goldSpans number of gold spans that count
 * @param exact with identical offsets
 * @param overlap with enough overlap
 * @param leak share of gold characters, white space apart, that no prediction of any label covers
 * @param spanLeak share of gold spans that have such a character
 * @param textLeak share of texts with gold that have such a character
 * @param characterPrecision share of predicted characters that are gold
 * @param flagged share of texts without gold in which something was found; empty where there are no such texts
 * @param byLabel the same for each label
 */
public record Scores(
        int texts,
        int goldSpans,
        Counts exact,
        Counts overlap,
        double leak,
        double spanLeak,
        double textLeak,
        double characterPrecision,
        OptionalDouble flagged,
        SortedMap<String, LabelScores> byLabel) {

    /**
     * Scores of one label.
     *
     * @param leak empty where no gold character has the label
     */
    public record LabelScores(Counts exact, Counts overlap, OptionalDouble leak) {}
}
