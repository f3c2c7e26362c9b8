package dev.weir.router.learning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good scores are at telling which prompts need the strong model.
 *
 * <p>Source of APGR and CPT: Ong et al., RouteLLM (2024), and its {@code routellm/evals/evaluate.py}: the eleven deciles
 * of the scores are thresholds; a prompt at or above one goes to the strong model, at the last only above it.
 *
 * @param apgr area under the share of the quality gap that is recovered, over the share of strong calls; random 0.5
 * @param cpt50 share of strong calls that recovers half of the gap
 * @param cpt80 share that recovers four fifths
 * @param auroc chance that a prompt that needs the strong model scores above one that doesn't
 */
public record RoutingMetrics(double apgr, double cpt50, double cpt80, double auroc) {

    private static final int DECILES = 10;
    private static final int BINS = 10;

    /** Measures scores on rows with outcomes. */
    static RoutingMetrics of(double[] scores, List<RoutingRow> rows) {
        double[][] curve = curve(scores, rows);
        double area = 0;
        for (int i = 1; i < curve.length; i++) {
            area += (curve[i][0] - curve[i - 1][0]) * (curve[i][1] + curve[i - 1][1]) / 2;
        }
        double[] needs = rows.stream().mapToDouble(RoutingRow::need).toArray();
        return new RoutingMetrics(area, callsFor(curve, 0.5), callsFor(curve, 0.8), auroc(scores, needs));
    }

    /** Points of share of strong calls and recovered gap, by rising share. */
    private static double[][] curve(double[] scores, List<RoutingRow> rows) {
        double local = rows.stream().mapToDouble(RoutingRow::local).average().orElse(0);
        double cloud = rows.stream().mapToDouble(RoutingRow::cloud).average().orElse(0);
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double[][] curve = new double[DECILES + 1][];
        for (int decile = 0; decile <= DECILES; decile++) {
            double threshold = quantile(sorted, decile / (double) DECILES);
            boolean last = decile == DECILES;
            double quality = 0;
            int calls = 0;
            for (int i = 0; i < scores.length; i++) {
                boolean strong = last ? scores[i] > threshold : scores[i] >= threshold;
                calls += strong ? 1 : 0;
                quality += strong ? rows.get(i).cloud() : rows.get(i).local();
            }
            curve[DECILES - decile] =
                    new double[] {calls / (double) scores.length, (quality / scores.length - local) / (cloud - local)};
        }
        return curve;
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The share of calls at which the curve first reaches a level, straight between its points. */
    private static double callsFor(double[][] curve, double level) {
        for (int i = 1; i < curve.length; i++) {
            double before = curve[i - 1][1];
            double here = curve[i][1];
            if (here >= level) {
                double share = here > before ? Math.max(0, (level - before) / (here - before)) : 1;
                return curve[i - 1][0] + share * (curve[i][0] - curve[i - 1][0]);
            }
        }
        return 1;
    }

    /** Mann-Whitney's U over the number of pairs, ties half; a target between 0 and 1 counts for both sides in part. */
    static double auroc(double[] scores, double[] targets) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .toList();
        double wins = 0;
        double easyBelow = 0;
        for (int from = 0; from < order.size(); ) {
            int to = from;
            double hard = 0;
            double easy = 0;
            for (; to < order.size() && scores[order.get(to)] == scores[order.get(from)]; to++) {
                hard += targets[order.get(to)];
                easy += 1 - targets[order.get(to)];
            }
            wins += hard * (easyBelow + easy / 2);
            easyBelow += easy;
            from = to;
        }
        double hardAll = Arrays.stream(targets).sum();
        return wins / (hardAll * easyBelow);
    }

    /** Expected calibration error: the mean distance of stated and observed chances, over ten bins of equal width. */
    static double calibrationError(double[] probabilities, double[] targets) {
        double[] stated = new double[BINS];
        double[] observed = new double[BINS];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            stated[bin] += probabilities[i];
            observed[bin] += targets[i];
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(stated[bin] - observed[bin]) / probabilities.length;
        }
        return error;
    }
}
