package dev.weir.localmodels.importer;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.gguf.TensorInfo;
import dev.weir.localmodels.onnx.Attribute;
import dev.weir.localmodels.onnx.Dimension;
import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.Node;
import dev.weir.localmodels.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Builds the graph of a decoder-only transformer from fused operators. Inputs and outputs are named in
 * {@link GraphNames}.
 */
final class DecoderGraph {

    private final Hyperparameters model;
    private final Precision precision;
    private final ModelTensors tensors;
    private final Constants constants;
    private final OnnxModel graph = new OnnxModel("weir");
    private final Projections projections;
    private final Attribute epsilon;

    private DecoderGraph(Hyperparameters model, Precision precision, ModelTensors tensors, Constants constants) {
        this.model = model;
        this.precision = precision;
        this.tensors = tensors;
        this.constants = constants;
        this.projections = new Projections(graph, constants, tensors);
        this.epsilon = Attribute.of("epsilon", model.epsilon());
    }

    /** A normed value and the residual stream that it was normed from. */
    private record Stream(String normed, String residual) {}

    static OnnxModel build(Hyperparameters model, Precision precision, ModelTensors tensors, Constants constants) {
        return new DecoderGraph(model, precision, tensors, constants).build();
    }

    private OnnxModel build() {
        TensorInfo embedding = tensors.matrix("token_embd.weight", model.vocabulary(), model.hidden());
        declareInputs();
        String embedded = projections.rows(embedding, GraphNames.TOKENS, "embedded");
        String normed = graph.add(Node.standard(
                "SimplifiedLayerNormalization",
                List.of(embedded, norm("blk.0.attn_norm.weight")),
                List.of("blk.0.normed"),
                epsilon,
                Attribute.of("axis", -1)));
        Stream stream = new Stream(normed, embedded);
        for (int layer = 0; layer < model.layers(); layer++) {
            stream = feedForward(layer, attention(layer, stream));
        }
        head(stream, embedding);
        return graph;
    }

    private void declareInputs() {
        Dimension tokens = new Dimension.Named("tokens");
        Dimension one = new Dimension.Fixed(1);
        graph.input(GraphNames.TOKENS, ElementType.INT64, tokens);
        graph.input(GraphNames.ROWS, ElementType.INT64, new Dimension.Named("rows"));
        graph.input(GraphNames.LAST_POSITION, ElementType.INT32, one);
        graph.input(GraphNames.TOTAL, ElementType.INT32, one);
        Dimension[] cache = {
            one,
            new Dimension.Fixed(model.keyValueHeads()),
            new Dimension.Named("capacity"),
            new Dimension.Fixed(model.headSize())
        };
        graph.output(
                GraphNames.LOGITS,
                ElementType.FLOAT,
                new Dimension.Named("rows"),
                new Dimension.Fixed(model.vocabulary()));
        for (int layer = 0; layer < model.layers(); layer++) {
            graph.input(GraphNames.pastKeys(layer), ElementType.FLOAT, cache);
            graph.input(GraphNames.pastValues(layer), ElementType.FLOAT, cache);
            graph.output(GraphNames.presentKeys(layer), ElementType.FLOAT, cache);
            graph.output(GraphNames.presentValues(layer), ElementType.FLOAT, cache);
        }
    }

    private Stream attention(int layer, Stream stream) {
        String prefix = "blk." + layer + ".";
        String packed = queryKeyValue(prefix, stream.normed());
        String batched = graph.add(Node.standard(
                "Reshape",
                List.of(packed, graph.integers("packed", 1, -1, model.queryWidth() + 2L * model.keyValueWidth())),
                List.of(prefix + "packed")));
        String attended = graph.add(Node.contrib(
                "GroupQueryAttention",
                List.of(
                        batched,
                        "",
                        "",
                        GraphNames.pastKeys(layer),
                        GraphNames.pastValues(layer),
                        GraphNames.LAST_POSITION,
                        GraphNames.TOTAL,
                        rotation("rotation.cosines", RotaryTables::cosines),
                        rotation("rotation.sines", RotaryTables::sines)),
                List.of(prefix + "attended", GraphNames.presentKeys(layer), GraphNames.presentValues(layer)),
                Attribute.of("num_heads", model.heads()),
                Attribute.of("kv_num_heads", model.keyValueHeads()),
                Attribute.of("do_rotary", 1),
                Attribute.of("rotary_interleaved", model.architecture().interleaved() ? 1 : 0),
                Attribute.of("scale", (float) (1 / Math.sqrt(model.headSize())))));
        String flat = graph.add(Node.standard(
                "Reshape",
                List.of(attended, graph.integers("flat", -1, model.queryWidth())),
                List.of(prefix + "attended.flat")));
        TensorInfo matrix = tensors.matrix(prefix + "attn_output.weight", model.hidden(), model.queryWidth());
        String mixed = projections.apply(activation(flat, model.queryWidth()), prefix + "mixed", List.of(matrix));
        String output = withBias(mixed, biases(List.of(prefix + "attn_output.bias"), model.hidden()));
        return addAndNorm(output, stream.residual(), prefix + "ffn_norm.weight", prefix + "ffn");
    }

    private String queryKeyValue(String prefix, String normed) {
        int queries = model.queryWidth();
        int keys = model.keyValueWidth();
        List<TensorInfo> matrices = List.of(
                tensors.matrix(prefix + "attn_q.weight", queries, model.hidden()),
                tensors.matrix(prefix + "attn_k.weight", keys, model.hidden()),
                tensors.matrix(prefix + "attn_v.weight", keys, model.hidden()));
        String product = projections.apply(activation(normed, model.hidden()), prefix + "qkv", matrices);
        List<String> names = List.of(prefix + "attn_q.bias", prefix + "attn_k.bias", prefix + "attn_v.bias");
        return withBias(product, biases(names, queries, keys, keys));
    }

    private Stream feedForward(int layer, Stream stream) {
        String prefix = "blk." + layer + ".";
        Activation input = activation(stream.normed(), model.hidden());
        String gate = projections.apply(
                input,
                prefix + "gate",
                List.of(tensors.matrix(prefix + "ffn_gate.weight", model.feedForward(), model.hidden())));
        String up = projections.apply(
                input,
                prefix + "up",
                List.of(tensors.matrix(prefix + "ffn_up.weight", model.feedForward(), model.hidden())));
        String swish = graph.add(
                Node.contrib("QuickGelu", List.of(gate), List.of(prefix + "swish"), Attribute.of("alpha", 1f)));
        String gated = graph.add(Node.standard("Mul", List.of(swish, up), List.of(prefix + "gated")));
        String down = projections.apply(
                activation(gated, model.feedForward()),
                prefix + "down",
                List.of(tensors.matrix(prefix + "ffn_down.weight", model.hidden(), model.feedForward())));
        if (layer == model.layers() - 1) {
            return new Stream(down, stream.residual());
        }
        String next = "blk." + (layer + 1) + ".";
        return addAndNorm(down, stream.residual(), next + "attn_norm.weight", next + "attn");
    }

    private Stream addAndNorm(String change, String residual, String weights, String prefix) {
        graph.add(Node.contrib(
                "SkipSimplifiedLayerNormalization",
                List.of(change, residual, norm(weights)),
                List.of(prefix + ".normed", "", "", prefix + ".residual"),
                epsilon));
        return new Stream(prefix + ".normed", prefix + ".residual");
    }

    /** The output head, on the wanted rows only. */
    private void head(Stream stream, TensorInfo embedding) {
        String change =
                graph.add(Node.standard("Gather", List.of(stream.normed(), GraphNames.ROWS), List.of("last.change")));
        String residual = graph.add(
                Node.standard("Gather", List.of(stream.residual(), GraphNames.ROWS), List.of("last.residual")));
        String normed = graph.add(Node.contrib(
                "SkipSimplifiedLayerNormalization",
                List.of(change, residual, norm("output_norm.weight")),
                List.of("last.normed"),
                epsilon));
        TensorInfo matrix = tensors.has("output.weight")
                ? tensors.matrix("output.weight", model.vocabulary(), model.hidden())
                : embedding;
        projections.apply(activation(normed, model.hidden()), GraphNames.LOGITS, List.of(matrix));
    }

    private Activation activation(String name, int width) {
        return new Activation(graph, precision, name, width);
    }

    private String norm(String name) {
        return graph.constant(
                constants.floats(name, List.of((long) model.hidden()), () -> tensors.vector(name, model.hidden())));
    }

    private String rotation(String name, Function<RotaryTables, float[]> table) {
        float[] factors = tensors.optionalVector("rope_freqs.weight", model.headSize() / 2)
                .orElse(new float[0]);
        return graph.constant(constants.floats(
                name,
                List.of((long) model.context(), model.headSize() / 2L),
                () -> table.apply(new RotaryTables(model, factors))));
    }

    private Optional<float[]> biases(List<String> names, int... sizes) {
        long present = names.stream().filter(tensors::has).count();
        if (present == 0 && model.architecture() != Hyperparameters.Architecture.QWEN2) {
            return Optional.empty();
        }
        if (present == 0 && names.size() == 1) {
            return Optional.empty();
        }
        List<float[]> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parts.add(tensors.vector(names.get(i), sizes[i]));
        }
        return Optional.of(joined(parts));
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private String withBias(String value, Optional<float[]> bias) {
        return bias.map(values -> graph.add(Node.standard(
                        "Add",
                        List.of(
                                value,
                                graph.constant(constants.floats(
                                        value + ".bias", List.of((long) values.length), () -> values))),
                        List.of(value + ".biased"))))
                .orElse(value);
    }
}
