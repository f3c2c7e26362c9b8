package dev.weir.policy.accuracy;

/**
 * How often a detector was right.
 *
 * @param hits gold spans that were found
 * @param falseAlarms predictions that are none
 * @param misses gold spans that weren't found
 */
public record Counts(int hits, int falseAlarms, int misses) {

    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(hits + other.hits, falseAlarms + other.falseAlarms, misses + other.misses);
    }

    /** Share of predictions that are right; where there are none, whether none was right. */
    public double precision() {
        int predicted = hits + falseAlarms;
        return predicted > 0 ? (double) hits / predicted : misses == 0 ? 1 : 0;
    }

    /** Share of gold spans that were found. */
    public double recall() {
        int gold = hits + misses;
        return gold > 0 ? (double) hits / gold : 1;
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        double p = precision();
        double r = recall();
        return p + r > 0 ? 2 * p * r / (p + r) : 0;
    }

    /** As F1, with recall twice as heavy. */
    public double f2() {
        double p = precision();
        double r = recall();
        return p + r > 0 ? 5 * p * r / (4 * p + r) : 0;
    }
}
