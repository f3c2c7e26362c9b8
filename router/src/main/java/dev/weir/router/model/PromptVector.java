package dev.weir.router.model;

import dev.weir.router.signal.WordGrams;
import java.util.Arrays;

/**
 * What the heads read of a prompt.
 *
 * @param dense scaled features, then the embedding where there is one
 * @param grams hashed words and pairs
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never compared
public record PromptVector(float[] dense, WordGrams grams) {

    /** The vector of a text without its meaning. */
    public static PromptVector of(String text, FeatureScale scale) {
        return new PromptVector(scale.apply(text), WordGrams.of(text));
    }

    /** The same with an embedding. */
    public PromptVector with(float[] embedding) {
        float[] joined = Arrays.copyOf(dense, dense.length + embedding.length);
        System.arraycopy(embedding, 0, joined, dense.length, embedding.length);
        return new PromptVector(joined, grams);
    }
}
