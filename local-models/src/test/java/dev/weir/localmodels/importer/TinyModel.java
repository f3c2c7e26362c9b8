package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.GgufTensorType;
import dev.weir.localmodels.gguf.GgufWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random transformer small enough to be computed by hand: 2 layers of width 256, 4 query heads on 2 key and value heads
 * of width 64, 96 tokens.
 */
public final class TinyModel {

    public static final int VOCABULARY = 96;
    static final int HIDDEN = 256;
    static final int FEED_FORWARD = 512;
    static final int KEY_WIDTH = 128;
    private static final int LAYERS = 2;

    private final String architecture;
    private final GgufTensorType matrices;
    private final Map<String, GgufTensorType> otherTypes = new HashMap<>();
    private final Random random = new Random(7);
    private boolean biases;
    private boolean ownHead;
    private boolean ropeFactors;
    private String without = "";
    private String widened = "";
    private String added = "";

    private TinyModel(String architecture, GgufTensorType matrices) {
        this.architecture = architecture;
        this.matrices = matrices;
    }

    /** Llama: the head is the embedding, no bias. */
    public static TinyModel llama(GgufTensorType matrices) {
        return new TinyModel("llama", matrices);
    }

    /** Qwen 2: its own head; queries, keys and values have a bias. */
    public static TinyModel qwen2(GgufTensorType matrices) {
        TinyModel model = new TinyModel("qwen2", matrices);
        model.biases = true;
        model.ownHead = true;
        return model;
    }

    static TinyModel of(String architecture) {
        return new TinyModel(architecture, GgufTensorType.F32);
    }

    /** Stores one tensor in another type. */
    public TinyModel with(String tensor, GgufTensorType type) {
        otherTypes.put(tensor, type);
        return this;
    }

    /** Adds factors of rotary frequencies, as Llama 3.1 has them. */
    public TinyModel withRopeFactors() {
        ropeFactors = true;
        return this;
    }

    /** Leaves one tensor out. */
    TinyModel without(String tensor) {
        without = tensor;
        return this;
    }

    /** Gives one tensor twice the rows it should have. */
    TinyModel widened(String tensor) {
        widened = tensor;
        return this;
    }

    /** Adds a tensor that no architecture knows. */
    TinyModel adding(String tensor) {
        added = tensor;
        return this;
    }

    /** The file's content; metadata can be changed before it is written. */
    public GgufWriter gguf() {
        GgufWriter writer = metadata();
        matrix(writer, "token_embd.weight", VOCABULARY, HIDDEN);
        for (int layer = 0; layer < LAYERS; layer++) {
            layer(writer, "blk." + layer + ".");
        }
        norm(writer, "output_norm.weight");
        if (ownHead) {
            matrix(writer, "output.weight", VOCABULARY, HIDDEN);
        }
        if (ropeFactors) {
            float[] factors = new float[32];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = 1 + i / 8f;
            }
            writer.tensor("rope_freqs.weight", GgufTensorType.F32, List.of(32L), factors);
        }
        if (!added.isEmpty()) {
            norm(writer, added);
        }
        return writer;
    }

    private GgufWriter metadata() {
        String prefix = architecture + ".";
        return new GgufWriter()
                .text("general.architecture", architecture)
                .whole(prefix + "block_count", LAYERS)
                .whole(prefix + "context_length", 1024)
                .whole(prefix + "embedding_length", HIDDEN)
                .whole(prefix + "feed_forward_length", FEED_FORWARD)
                .whole(prefix + "attention.head_count", 4)
                .whole(prefix + "attention.head_count_kv", 2)
                .real(prefix + "attention.layer_norm_rms_epsilon", 1e-5f)
                .real(prefix + "rope.freq_base", 10_000f);
    }

    private void layer(GgufWriter writer, String prefix) {
        norm(writer, prefix + "attn_norm.weight");
        matrix(writer, prefix + "attn_q.weight", HIDDEN, HIDDEN);
        matrix(writer, prefix + "attn_k.weight", KEY_WIDTH, HIDDEN);
        matrix(writer, prefix + "attn_v.weight", KEY_WIDTH, HIDDEN);
        matrix(writer, prefix + "attn_output.weight", HIDDEN, HIDDEN);
        norm(writer, prefix + "ffn_norm.weight");
        matrix(writer, prefix + "ffn_gate.weight", FEED_FORWARD, HIDDEN);
        matrix(writer, prefix + "ffn_up.weight", FEED_FORWARD, HIDDEN);
        matrix(writer, prefix + "ffn_down.weight", HIDDEN, FEED_FORWARD);
        if (biases) {
            vector(writer, prefix + "attn_q.bias", gaussian(HIDDEN, 0.5f, 0));
            vector(writer, prefix + "attn_k.bias", gaussian(KEY_WIDTH, 0.5f, 0));
            vector(writer, prefix + "attn_v.bias", gaussian(KEY_WIDTH, 0.5f, 0));
        }
    }

    private void norm(GgufWriter writer, String name) {
        vector(writer, name, gaussian(HIDDEN, 0.2f, 1));
    }

    private void vector(GgufWriter writer, String name, float... values) {
        if (!name.equals(without)) {
            writer.tensor(name, GgufTensorType.F32, List.of((long) values.length), values);
        }
    }

    private void matrix(GgufWriter writer, String name, int rows, int columns) {
        int stored = name.equals(widened) ? 2 * rows : rows;
        float[] values = gaussian(stored * columns, (float) (1.5 / Math.sqrt(columns)), 0.01f);
        if (!name.equals(without)) {
            GgufTensorType type = otherTypes.getOrDefault(name, matrices);
            writer.tensor(name, type, List.of((long) columns, (long) stored), values);
        }
    }

    private float[] gaussian(int count, float deviation, float mean) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = mean + deviation * (float) random.nextGaussian();
        }
        return values;
    }

    /** Tokens to try a model with. */
    public static int[] tokens(int count) {
        int[] tokens = new int[count];
        Arrays.setAll(tokens, i -> (i * 37 + 11) % VOCABULARY);
        return tokens;
    }
}
