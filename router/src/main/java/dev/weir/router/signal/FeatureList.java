package dev.weir.router.signal;

import java.util.ArrayList;
import java.util.List;

/** Named numbers in a fixed order: whoever adds adds the same names for every text. Not thread-safe. */
final class FeatureList {

    private final List<String> names = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    /**
     * Adds a number as it is.
     *
     * @param name the signal that it belongs to, a dot, and what it counts
     */
    void add(String name, double value) {
        names.add(name);
        values.add(value);
    }

    /** Adds the logarithm of a count, so that a second hit counts for less than the first. */
    void count(String name, double count) {
        add(name, Math.log1p(Math.max(0, count)));
    }

    /** Adds the logarithm of a whole count. */
    void count(String name, long count) {
        count(name, (double) count);
    }

    /** Adds 1 or 0. */
    void flag(String name, boolean holds) {
        add(name, holds ? 1 : 0);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    double[] values() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
