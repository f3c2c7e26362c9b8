package dev.weir.policy.replay;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a draft would have changed about recorded decisions.
 *
 * @param decisions how many were replayed
 * @param unreadable how many lines could not be
 * @param firstUnreadable the first few of those
 * @param movements requests by where they went and would go, the unchanged ones too; those that moved come first
 * @param newlyLeaving what would leave the edge, in whatever form, and didn't
 * @param newlyInTheClear what would leave the edge without a pseudonym, and didn't
 */
public record BlastRadius(
        long decisions,
        long unreadable,
        List<RecordedLine.Bad> firstUnreadable,
        List<Movement> movements,
        Exposure newlyLeaving,
        Exposure newlyInTheClear,
        Cost cost) {
    public BlastRadius {
        firstUnreadable = List.copyOf(firstUnreadable);
        movements = List.copyOf(movements);
    }

    /** How many requests went from one of these to one of those. */
    public long moved(List<Destination> from, List<Destination> to) {
        return movements.stream()
                .filter(movement -> from.contains(movement.from()) && to.contains(movement.to()))
                .mapToLong(Movement::requests)
                .sum();
    }

    /**
     * Requests that went to one place and would go to another, or stay.
     *
     * @param samples ids of the first few decisions
     * @param rules how often each rule is the reason; empty for those that stay
     */
    public record Movement(
            Destination from, Destination to, long requests, List<String> samples, Map<String, Long> rules) {
        public Movement {
            samples = List.copyOf(samples);
            rules = Map.copyOf(rules);
        }

        /** Whether anything changes. */
        public boolean isMove() {
            return from != to;
        }
    }

    /**
     * Findings that get out.
     *
     * @param requests how many hold at least one
     * @param findings number of findings by entity
     */
    public record Exposure(long requests, Map<String, Long> findings) {
        public Exposure {
            findings = Map.copyOf(findings);
        }
    }

    /**
     * What it does to the bill.
     *
     * @param changeMicroUsd more (positive) or less in all; empty where that can't be told
     * @param savedMicroUsd recorded cost of calls that would no longer be made
     * @param addedCalls cloud calls that would be made and were not
     * @param addedTokens their tokens
     * @param microUsdPerToken what a token of those is taken to cost; empty where no price is known
     * @param unpricedCalls calls that would no longer be made and whose cost was not recorded
     */
    public record Cost(
            OptionalLong changeMicroUsd,
            long savedMicroUsd,
            long addedCalls,
            long addedTokens,
            OptionalDouble microUsdPerToken,
            long unpricedCalls) {}
}
