package dev.weir.policy.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the requests of one movement. */
final class MovementTally {
    private static final int MOST_SAMPLES = 5;

    private final List<String> samples = new ArrayList<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private long requests;

    void add(String decision, List<String> responsible) {
        requests++;
        if (samples.size() < MOST_SAMPLES) {
            samples.add(decision);
        }
        responsible.forEach(rule -> rules.merge(rule, 1L, Long::sum));
    }

    BlastRadius.Movement movement(Destination from, Destination to) {
        return new BlastRadius.Movement(from, to, requests, samples, rules);
    }
}
