package dev.weir.policy.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pairs gold spans with predicted ones, one to one, greedily from the best overlap down.
 *
 * @param pairs index of the gold span and of the prediction, for each pair
 * @param missed indexes of gold spans without a prediction
 * @param falseAlarms indexes of predictions without a gold span; those that touch an ignored span aren't counted
 */
record SpanMatching(List<Pair> pairs, List<Integer> missed, List<Integer> falseAlarms) {

    record Pair(int gold, int prediction) {}

    private record Candidate(double overlap, int gold, int prediction) {}

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::overlap)
            .reversed()
            .thenComparingInt(Candidate::gold)
            .thenComparingInt(Candidate::prediction);

    /**
     * @param predictions sorted by start
     * @param leastOverlap intersection over union that makes a match; above 1 for identical offsets
     */
    static SpanMatching of(List<LabelledSpan> gold, List<LabelledSpan> predictions, double leastOverlap) {
        List<Candidate> candidates = candidates(gold, predictions, leastOverlap);
        candidates.sort(BEST_FIRST);
        var pairs = new ArrayList<Pair>();
        Set<Integer> goldPaired = new HashSet<>();
        Set<Integer> predictionsPaired = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (!goldPaired.contains(candidate.gold) && !predictionsPaired.contains(candidate.prediction)) {
                goldPaired.add(candidate.gold);
                predictionsPaired.add(candidate.prediction);
                pairs.add(new Pair(candidate.gold, candidate.prediction));
            }
        }
        var missed = new ArrayList<Integer>();
        for (int i = 0; i < gold.size(); i++) {
            if (!goldPaired.contains(i) && !gold.get(i).isIgnored()) {
                missed.add(i);
            }
        }
        var falseAlarms = new ArrayList<Integer>();
        for (int j = 0; j < predictions.size(); j++) {
            if (!predictionsPaired.contains(j) && !touchesIgnored(gold, predictions.get(j))) {
                falseAlarms.add(j);
            }
        }
        return new SpanMatching(List.copyOf(pairs), List.copyOf(missed), List.copyOf(falseAlarms));
    }

    private static List<Candidate> candidates(
            List<LabelledSpan> gold, List<LabelledSpan> predictions, double leastOverlap) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < gold.size(); i++) {
            LabelledSpan wanted = gold.get(i);
            for (int j = 0; !wanted.isIgnored() && j < predictions.size(); j++) {
                LabelledSpan found = predictions.get(j);
                if (found.overlaps(wanted) && labelsMatch(wanted, found) && isClose(wanted, found, leastOverlap)) {
                    candidates.add(new Candidate(wanted.intersectionOverUnion(found), i, j));
                }
            }
        }
        return candidates;
    }

    private static boolean labelsMatch(LabelledSpan gold, LabelledSpan prediction) {
        return gold.label().equals(prediction.label())
                || gold.label().equals(Labels.WILDCARD)
                || prediction.label().equals(Labels.WILDCARD);
    }

    private static boolean isClose(LabelledSpan gold, LabelledSpan prediction, double leastOverlap) {
        return leastOverlap > 1
                ? gold.hasSameOffsets(prediction)
                : gold.intersectionOverUnion(prediction) >= leastOverlap;
    }

    private static boolean touchesIgnored(List<LabelledSpan> gold, LabelledSpan prediction) {
        return gold.stream().anyMatch(span -> span.isIgnored() && span.overlaps(prediction));
    }
}
