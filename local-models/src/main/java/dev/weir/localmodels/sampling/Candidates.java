package dev.weir.localmodels.sampling;

import java.util.SplittableRandom;

/** Tokens to draw from, with weights above 0 that need not add up to 1. Reused from step to step. */
final class Candidates {

    private final int[] ids;
    private final double[] weights;
    private int count;
    private double total;

    Candidates(int most) {
        ids = new int[most];
        weights = new double[most];
    }

    void clear() {
        count = 0;
        total = 0;
    }

    void add(int id, double weight) {
        ids[count] = id;
        weights[count++] = weight;
        total += weight;
    }

    int count() {
        return count;
    }

    int id(int index) {
        return ids[index];
    }

    double total() {
        return total;
    }

    int draw(SplittableRandom random) {
        double left = random.nextDouble() * total;
        for (int i = 0; i < count - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return ids[i];
            }
        }
        return ids[count - 1];
    }
}
