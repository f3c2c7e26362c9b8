package dev.weir.router.model;

/**
 * A rising curve from raw scores to probabilities: straight between knots, flat outside, plus a slight slope that keeps
 * the order of scores where the curve is flat.
 *
 * @param scores ascending
 * @param probabilities of the same length, never falling, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never compared
public record Calibration(float[] scores, float[] probabilities) {

    private static final double SLOPE = 0.01;

    public Calibration {
        if (scores.length == 0 || scores.length != probabilities.length) {
            throw new IllegalArgumentException("a calibration has as many probabilities as scores, and one at least");
        }
        for (int i = 0; i < scores.length; i++) {
            boolean rising = i == 0 || (scores[i] > scores[i - 1] && probabilities[i] >= probabilities[i - 1]);
            if (!rising || !(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("a calibration rises from 0 to 1");
            }
        }
    }

    /** The probability that a raw score stands for. */
    public double apply(double score) {
        return (1 - SLOPE) * curve(score) + SLOPE / (1 + Math.exp(-2 * score));
    }

    private double curve(double score) {
        int above = 0;
        while (above < scores.length && scores[above] < score) {
            above++;
        }
        if (above == 0) {
            return probabilities[0];
        }
        if (above == scores.length) {
            return probabilities[above - 1];
        }
        double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1]);
    }
}
