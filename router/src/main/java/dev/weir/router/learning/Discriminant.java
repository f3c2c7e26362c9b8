package dev.weir.router.learning;

import dev.weir.router.model.PromptVector;
import dev.weir.router.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fits {@link Topics}: Fisher's linear discriminant with a shrunken common covariance, solved by Cholesky.
 *
 * <p>A topic's rates are its rows' means, drawn towards the mean of all topics by {@link #SHRINKAGE} imaginary rows.
 */
final class Discriminant {

    /** Topics of fewer rows teach nothing. */
    private static final int FEWEST_ROWS = 20;

    private static final double SHRINKAGE = 20;
    /** The part of the covariance that is replaced by its mean variance. */
    private static final double RIDGE = 0.1;

    private final List<RoutingRow> rows;
    private final List<PromptVector> vectors;
    private final List<String> experts;
    private final int size;

    private Discriminant(List<RoutingRow> rows, List<PromptVector> vectors, List<String> experts) {
        this.rows = rows;
        this.vectors = vectors;
        this.experts = experts;
        this.size = vectors.getFirst().dense().length;
    }

    /**
     * @param experts their names; a topic belongs to the expert of its first row
     */
    static Topics fit(List<RoutingRow> rows, List<PromptVector> vectors, List<String> experts) {
        return new Discriminant(rows, vectors, experts).topics();
    }

    private Topics topics() {
        TreeMap<String, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).topic().isEmpty()) {
                members.computeIfAbsent(rows.get(i).topic(), _ -> new ArrayList<>())
                        .add(i);
            }
        }
        members.values().removeIf(indices -> indices.size() < FEWEST_ROWS);
        List<double[]> means = members.values().stream().map(this::mean).toList();
        double[][] factor = Cholesky.factor(covariance(List.copyOf(members.values()), means));
        double total = members.values().stream().mapToInt(List::size).sum();
        List<String> names = List.copyOf(members.keySet());
        float[][] weights = new float[names.size()][size];
        float[] biases = new float[names.size()];
        for (int topic = 0; topic < names.size(); topic++) {
            double[] solved = Cholesky.solve(factor, means.get(topic));
            double half = 0;
            for (int i = 0; i < size; i++) {
                weights[topic][i] = (float) solved[i];
                half += solved[i] * means.get(topic)[i] / 2;
            }
            int count = members.getOrDefault(names.get(topic), List.of()).size();
            biases[topic] = (float) (Math.log(count / total) - half);
        }
        return new Topics(names, weights, biases, experts(members), rates(members, true), rates(members, false));
    }

    private int[] experts(SortedMap<String, List<Integer>> members) {
        return members.values().stream()
                .mapToInt(
                        indices -> experts.indexOf(rows.get(indices.getFirst()).expert()))
                .toArray();
    }

    private double[] mean(List<Integer> members) {
        double[] mean = new double[size];
        for (int member : members) {
            float[] dense = vectors.get(member).dense();
            for (int i = 0; i < size; i++) {
                mean[i] += dense[i] / members.size();
            }
        }
        return mean;
    }

    /** The lower triangle of the covariance within topics, shrunken. */
    private double[][] covariance(List<List<Integer>> topics, List<double[]> means) {
        double[][] sums = new double[size][];
        for (int i = 0; i < size; i++) {
            sums[i] = new double[i + 1];
        }
        int count = 0;
        double[] centred = new double[size];
        for (int topic = 0; topic < topics.size(); topic++) {
            for (int member : topics.get(topic)) {
                float[] dense = vectors.get(member).dense();
                for (int i = 0; i < size; i++) {
                    centred[i] = dense[i] - means.get(topic)[i];
                }
                addOuter(sums, centred);
                count++;
            }
        }
        return shrunken(sums, count);
    }

    private static void addOuter(double[][] sums, double[] centred) {
        for (int i = 0; i < sums.length; i++) {
            double[] row = sums[i];
            double factor = centred[i];
            for (int j = 0; j < row.length; j++) {
                row[j] += factor * centred[j];
            }
        }
    }

    private static double[][] shrunken(double[][] sums, int count) {
        double trace = 0;
        for (int i = 0; i < sums.length; i++) {
            trace += sums[i][i] / count;
        }
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] *= (1 - RIDGE) / count;
            }
            sums[i][i] += RIDGE * trace / sums.length;
        }
        return sums;
    }

    private float[] rates(SortedMap<String, List<Integer>> members, boolean local) {
        List<double[]> sums = members.values().stream()
                .map(indices -> new double[] {
                    indices.stream()
                            .mapToDouble(i ->
                                    local ? rows.get(i).local() : rows.get(i).cloud())
                            .sum(),
                    indices.size()
                })
                .toList();
        double overall =
                sums.stream().mapToDouble(sum -> sum[0] / sum[1]).average().orElse(0);
        float[] rates = new float[sums.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (float) ((sums.get(i)[0] + SHRINKAGE * overall) / (sums.get(i)[1] + SHRINKAGE));
        }
        return rates;
    }
}
