package dev.weir.router.signal;

import java.util.List;

/**
 * How hard a request is for a small model.
 *
 * @param score 0 (trivial) to 1 (needs a strong model)
 * @param drivers what moved the score, strongest first
 */
public record Difficulty(double score, List<Driver> drivers) {

    public Difficulty {
        drivers = List.copyOf(drivers);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a difficulty is 0 to 1, was " + score);
        }
    }

    /**
     * One signal's part in a score.
     *
     * @param name the signal, {@code reasoning_steps} for instance
     * @param contribution what it added to the score before squashing; negative for easier
     */
    public record Driver(String name, double contribution) {}
}
