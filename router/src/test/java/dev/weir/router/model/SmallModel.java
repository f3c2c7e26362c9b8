package dev.weir.router.model;

import dev.weir.router.model.Profile.Weights;
import dev.weir.router.signal.PromptFeatures;
import dev.weir.router.signal.WordGrams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model of difficulty by hand: numbers make a text hard, and the first number of an embedding does. */
final class SmallModel {

    static final String EMBEDDER = "two-numbers";

    private static final int FEATURES = PromptFeatures.names().size();
    private static final int NUMBERS = PromptFeatures.names().indexOf("numbers.count");

    private SmallModel() {}

    static DifficultyModel model() {
        float[] ones = new float[FEATURES];
        Arrays.fill(ones, 1);
        FeatureScale scale = new FeatureScale(PromptFeatures.names(), new float[FEATURES], ones);
        Calibration straight = new Calibration(new float[] {-1, 1}, new float[] {0.05f, 0.95f});
        return new DifficultyModel(
                Map.of("data", "none, by hand"),
                scale,
                EMBEDDER,
                Optional.of(branch(FEATURES + 2)),
                branch(FEATURES),
                List.of(new Profile(
                        Profile.REFERENCE, 0, Weights.GAIN, Optional.of(straight), straight, Optional.empty())));
    }

    private static Branch branch(int size) {
        float[] local = new float[size];
        local[NUMBERS] = -10;
        if (size > FEATURES) {
            local[FEATURES] = -3;
        }
        LinearHead small = new LinearHead(1, local, new float[WordGrams.BUCKETS]);
        LinearHead strong = new LinearHead(3, new float[size], new float[WordGrams.BUCKETS]);
        Topics topics = new Topics(
                List.of("sums", "chat"),
                new float[][] {new float[size], new float[size]},
                new float[2],
                new int[] {0, 0},
                new float[] {0.5f, 0.9f},
                new float[] {0.9f, 0.9f});
        return new Branch(List.of(new Expert("all", small, strong)), topics);
    }

    /** An embedder whose first number says whether the text shouts. */
    static TextEmbedder embedder(String id) {
        return new TextEmbedder() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public float[] embed(String text) {
                return text.contains("!") ? new float[] {1, 0} : new float[] {0, 1};
            }
        };
    }
}
