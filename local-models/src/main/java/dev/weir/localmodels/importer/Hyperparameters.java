package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.GgufFile;

/**
 * The dimensions of a decoder-only transformer, checked for plausibility.
 *
 * @param hidden width of the residual stream
 * @param feedForward width inside the feed-forward block
 * @param heads query heads
 * @param keyValueHeads heads of keys and values; divides {@code heads}
 * @param headSize width of one head
 * @param context tokens of the longest sequence
 * @param vocabulary number of tokens
 * @param epsilon of the root-mean-square norm
 * @param rope rotary position embedding
 */
public record Hyperparameters(
        Architecture architecture,
        int layers,
        int hidden,
        int feedForward,
        int heads,
        int keyValueHeads,
        int headSize,
        int context,
        int vocabulary,
        float epsilon,
        Rope rope) {

    /** Longest context that is built into a graph: tables of rotations have a row per position. */
    public static final int MOST_POSITIONS = 32_768;

    /** Model families that are understood. */
    public enum Architecture {
        /** Llama and its like: rotates neighbouring elements, as GGUF stores its query and key rows permuted. */
        LLAMA("llama", true),
        /** Qwen 2 and 2.5: rotates halves; queries, keys and values have a bias. */
        QWEN2("qwen2", false);

        private final String key;
        private final boolean interleaved;

        Architecture(String key, boolean interleaved) {
            this.key = key;
            this.interleaved = interleaved;
        }

        /** Its name in model files. */
        public String key() {
            return key;
        }

        boolean interleaved() {
            return interleaved;
        }
    }

    /**
     * Rotary position embedding.
     *
     * @param base of the frequencies
     * @param linearScale positions are divided by it
     */
    public record Rope(double base, double linearScale) {}

    /**
     * Reads a model file's metadata.
     *
     * @throws ModelImportException if it is of an unknown architecture, incomplete or implausible
     */
    public static Hyperparameters of(GgufFile file) {
        return new HyperparametersReader(file).read();
    }

    /** Width of all queries together. */
    int queryWidth() {
        return heads * headSize;
    }

    /** Width of all keys, or values, together. */
    int keyValueWidth() {
        return keyValueHeads * headSize;
    }
}
