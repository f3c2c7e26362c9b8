package dev.weir.router.learning;

import dev.weir.router.model.FeatureScale;
import dev.weir.router.model.PromptVector;
import dev.weir.router.model.TextEmbedder;
import dev.weir.router.signal.PromptFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Rows with their vectors.
 *
 * @param embedder whose vectors {@code withMeaning} holds
 * @param withMeaning a vector for each row, or none at all where there is no embedder
 * @param textOnly a vector without embedding for each row
 */
public record Prepared(
        List<RoutingRow> rows,
        FeatureScale scale,
        Optional<String> embedder,
        List<PromptVector> withMeaning,
        List<PromptVector> textOnly) {

    /** Deviations below this are those of features that never vary. */
    private static final double LEAST_DEVIATION = 1e-3;

    public Prepared {
        rows = List.copyOf(rows);
        withMeaning = List.copyOf(withMeaning);
        textOnly = List.copyOf(textOnly);
    }

    /**
     * Computes the vectors; takes minutes where there is an embedder.
     *
     * @param progress told the number of rows done
     */
    public static Prepared of(List<RoutingRow> rows, Optional<TextEmbedder> embedder, IntConsumer progress) {
        FeatureScale scale = scale(rows);
        List<PromptVector> textOnly = new ArrayList<>();
        List<PromptVector> withMeaning = new ArrayList<>();
        Map<String, float[]> embeddings = new HashMap<>();
        for (RoutingRow row : rows) {
            PromptVector vector = PromptVector.of(row.prompt(), scale);
            textOnly.add(vector);
            embedder.ifPresent(
                    present -> withMeaning.add(vector.with(embeddings.computeIfAbsent(row.prompt(), present::embed))));
            progress.accept(textOnly.size());
        }
        return new Prepared(rows, scale, embedder.map(TextEmbedder::id), withMeaning, textOnly);
    }

    private static FeatureScale scale(List<RoutingRow> rows) {
        int size = PromptFeatures.names().size();
        double[] sums = new double[size];
        double[] squares = new double[size];
        double total = 0;
        for (RoutingRow row : rows) {
            double[] values = PromptFeatures.of(row.prompt());
            for (int i = 0; i < size; i++) {
                sums[i] += row.weight() * values[i];
                squares[i] += row.weight() * values[i] * values[i];
            }
            total += row.weight();
        }
        float[] means = new float[size];
        float[] deviations = new float[size];
        for (int i = 0; i < size; i++) {
            double mean = sums[i] / total;
            means[i] = (float) mean;
            double deviation = Math.sqrt(Math.max(0, squares[i] / total - mean * mean));
            deviations[i] = deviation < LEAST_DEVIATION ? 1 : (float) deviation;
        }
        return new FeatureScale(PromptFeatures.names(), means, deviations);
    }
}
