package dev.weir.router.model;

import dev.weir.router.signal.WordGrams;

/**
 * A logistic regression over a prompt's vector.
 *
 * @param bias added to the sum
 * @param dense a weight for each dense number
 * @param grams a weight for each bucket
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never compared
public record LinearHead(float bias, float[] dense, float[] grams) {

    public LinearHead {
        if (grams.length != WordGrams.BUCKETS) {
            throw new IllegalArgumentException("a head weighs every bucket");
        }
    }

    /** The probability of what the head was trained on. */
    public double probability(PromptVector vector) {
        return 1 / (1 + Math.exp(-logit(vector)));
    }

    double logit(PromptVector vector) {
        return bias + Vectors.dot(dense, vector.dense()) + gramsPart(vector);
    }

    double gramsPart(PromptVector vector) {
        WordGrams found = vector.grams();
        double sum = 0;
        for (int i = 0; i < found.buckets().length; i++) {
            sum += (double) grams[found.buckets()[i]] * found.values()[i];
        }
        return sum;
    }
}
