package dev.weir.router.learning;

import dev.weir.router.model.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a {@link Calibration} by pooling adjacent violators, over bins of equal weight so that no knot rests on few rows.
 *
 * <p>Source: Zadrozny and Elkan, Transforming Classifier Scores into Accurate Multiclass Probability Estimates (2002).
 */
final class Isotonic {

    private static final int BINS = 60;

    private record Block(double score, double target, double weight) {

        Block join(Block other) {
            double both = weight + other.weight;
            return new Block(
                    (score * weight + other.score * other.weight) / both,
                    (target * weight + other.target * other.weight) / both,
                    both);
        }
    }

    private Isotonic() {}

    static Calibration fit(double[] scores, double[] targets, double[] weights) {
        List<Block> sorted = IntStream.range(0, scores.length)
                .mapToObj(i -> new Block(scores[i], targets[i], weights[i]))
                .filter(block -> block.weight() > 0)
                .sorted(Comparator.comparingDouble(Block::score))
                .toList();
        List<Block> pooled = new ArrayList<>();
        for (Block bin : bins(sorted)) {
            pooled.add(bin);
            while (pooled.size() > 1 && violates(pooled)) {
                Block last = pooled.removeLast();
                pooled.add(pooled.removeLast().join(last));
            }
        }
        float[] knots = new float[pooled.size()];
        float[] probabilities = new float[pooled.size()];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = (float) pooled.get(i).score();
            probabilities[i] = (float) Math.clamp(pooled.get(i).target(), 0.0, 1.0);
        }
        return new Calibration(knots, probabilities);
    }

    private static boolean violates(List<Block> pooled) {
        Block last = pooled.getLast();
        Block before = pooled.get(pooled.size() - 2);
        return last.target() <= before.target() || (float) last.score() <= (float) before.score();
    }

    private static List<Block> bins(List<Block> sorted) {
        double each = sorted.stream().mapToDouble(Block::weight).sum() / BINS;
        List<Block> bins = new ArrayList<>();
        for (Block row : sorted) {
            boolean full = bins.isEmpty() || bins.getLast().weight() >= each;
            bins.add(full ? row : bins.removeLast().join(row));
        }
        return bins;
    }
}
