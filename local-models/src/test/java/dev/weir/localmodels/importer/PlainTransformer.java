package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.Dequantiser;
import dev.weir.localmodels.gguf.GgufFile;
import java.util.Arrays;

/**
 * A decoder-only transformer written down plainly in double precision, one token after another: what imported graphs are
 * compared with.
 */
public final class PlainTransformer {

    private final GgufFile file;
    private final Hyperparameters model;
    private final double[][][] keys;
    private final double[][][] values;
    private int length;

    /**
     * @param longest most tokens of a sequence
     */
    public PlainTransformer(GgufFile file, int longest) {
        this.file = file;
        this.model = Hyperparameters.of(file);
        this.keys = new double[model.layers()][longest][];
        this.values = new double[model.layers()][longest][];
    }

    /** Adds a token and returns the logits after it. */
    public double[] append(int token) {
        int width = model.hidden();
        double[] stream = new double[width];
        float[] embeddings = floats("token_embd.weight");
        for (int i = 0; i < width; i++) {
            stream[i] = embeddings[token * width + i];
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            String prefix = "blk." + layer + ".";
            add(stream, attention(layer, prefix, norm(stream, prefix + "attn_norm.weight")));
            add(stream, feedForward(prefix, norm(stream, prefix + "ffn_norm.weight")));
        }
        length++;
        String head = file.tensor("output.weight").isPresent() ? "output.weight" : "token_embd.weight";
        return product(head, norm(stream, "output_norm.weight"));
    }

    private double[] attention(int layer, String prefix, double[] input) {
        double[] queries = rotated(biased(prefix + "attn_q", input));
        keys[layer][length] = rotated(biased(prefix + "attn_k", input));
        values[layer][length] = biased(prefix + "attn_v", input);
        int size = model.headSize();
        int group = model.heads() / model.keyValueHeads();
        double[] attended = new double[queries.length];
        for (int head = 0; head < model.heads(); head++) {
            int shared = head / group * size;
            double[] weights = new double[length + 1];
            for (int at = 0; at <= length; at++) {
                for (int i = 0; i < size; i++) {
                    weights[at] += queries[head * size + i] * keys[layer][at][shared + i] / Math.sqrt(size);
                }
            }
            softmax(weights);
            for (int at = 0; at <= length; at++) {
                for (int i = 0; i < size; i++) {
                    attended[head * size + i] += weights[at] * values[layer][at][shared + i];
                }
            }
        }
        return product(prefix + "attn_output.weight", attended);
    }

    private double[] feedForward(String prefix, double[] input) {
        double[] gate = product(prefix + "ffn_gate.weight", input);
        double[] up = product(prefix + "ffn_up.weight", input);
        for (int i = 0; i < gate.length; i++) {
            up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
        }
        return product(prefix + "ffn_down.weight", up);
    }

    private double[] rotated(double[] vector) {
        int size = model.headSize();
        boolean neighbours = model.architecture() == Hyperparameters.Architecture.LLAMA;
        float[] factors = file.tensor("rope_freqs.weight").isPresent() ? floats("rope_freqs.weight") : new float[0];
        double[] result = new double[vector.length];
        for (int head = 0; head < vector.length; head += size) {
            for (int i = 0; i < size / 2; i++) {
                double factor = factors.length == 0 ? 1 : factors[i];
                double angle = length * Math.pow(model.rope().base(), -2.0 * i / size) / factor;
                int first = head + (neighbours ? 2 * i : i);
                int second = head + (neighbours ? 2 * i + 1 : i + size / 2);
                result[first] = vector[first] * Math.cos(angle) - vector[second] * Math.sin(angle);
                result[second] = vector[second] * Math.cos(angle) + vector[first] * Math.sin(angle);
            }
        }
        return result;
    }

    private double[] biased(String name, double[] input) {
        double[] result = product(name + ".weight", input);
        if (file.tensor(name + ".bias").isPresent()) {
            float[] bias = floats(name + ".bias");
            for (int i = 0; i < bias.length; i++) {
                result[i] += bias[i];
            }
        }
        return result;
    }

    private double[] product(String name, double[] input) {
        float[] matrix = floats(name);
        double[] result = new double[matrix.length / input.length];
        for (int row = 0; row < result.length; row++) {
            for (int i = 0; i < input.length; i++) {
                result[row] += matrix[row * input.length + i] * input[i];
            }
        }
        return result;
    }

    private double[] norm(double[] input, String name) {
        float[] weights = floats(name);
        double meanSquare = Arrays.stream(input).map(value -> value * value).sum() / input.length;
        double scale = 1 / Math.sqrt(meanSquare + model.epsilon());
        double[] result = new double[input.length];
        Arrays.setAll(result, i -> input[i] * scale * weights[i]);
        return result;
    }

    private static void softmax(double[] values) {
        double most = Arrays.stream(values).max().orElseThrow();
        double sum = Arrays.stream(values).map(value -> Math.exp(value - most)).sum();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(values[i] - most) / sum;
        }
    }

    private static void add(double[] target, double[] change) {
        for (int i = 0; i < target.length; i++) {
            target[i] += change[i];
        }
    }

    private float[] floats(String name) {
        return Dequantiser.tensor(file, file.tensor(name).orElseThrow());
    }
}
