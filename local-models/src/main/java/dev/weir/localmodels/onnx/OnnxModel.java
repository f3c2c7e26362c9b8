package dev.weir.localmodels.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds an ONNX model of one graph, and encodes it. Not thread-safe.
 *
 * <p>Source: {@code onnx.proto} of the ONNX project, IR version 10; operators of opset 21 and of ONNX Runtime's domain.
 */
public final class OnnxModel {

    private static final int IR_VERSION = 10;
    private static final int OPSET = 21;
    private static final int CONTRIB_OPSET = 1;
    private static final int EXTERNAL_LOCATION = 1;
    private static final int FLOAT_ATTRIBUTE = 1;
    private static final int INT_ATTRIBUTE = 2;

    private final String producer;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();

    /**
     * @param producer who writes the model, for whoever inspects it
     */
    public OnnxModel(String producer) {
        this.producer = producer;
    }

    /** Adds an operator after those added before and returns the name of its first output. */
    public String add(Node node) {
        nodes.add(node);
        return node.outputs().getFirst();
    }

    /** Adds a constant, once: one of the same name stays as it is. Returns its name. */
    public String constant(Initializer initializer) {
        initializers.putIfAbsent(initializer.name(), initializer);
        return initializer.name();
    }

    /** Adds a small vector of integers as a constant and returns its name. */
    public String integers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return constant(new Initializer(
                name, ElementType.INT64, List.of((long) values.length), new Initializer.Inline(bytes.array())));
    }

    /** Adds a number as a constant without dimensions and returns its name. */
    public String scalar(String name, float value) {
        byte[] bytes = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        return constant(new Initializer(name, ElementType.FLOAT, List.of(), new Initializer.Inline(bytes)));
    }

    /** Declares an input and returns its name. */
    public String input(String name, ElementType type, Dimension... shape) {
        inputs.add(new Value(name, type, List.of(shape)));
        return name;
    }

    /** Declares that a value is an output. */
    public void output(String name, ElementType type, Dimension... shape) {
        outputs.add(new Value(name, type, List.of(shape)));
    }

    /** The model as the bytes of a model file. */
    public byte[] encode() {
        return new ProtoWriter()
                .int64(1, IR_VERSION)
                .string(2, producer)
                .message(7, this::graph)
                .message(8, opset -> opset.string(1, "").int64(2, OPSET))
                .message(8, opset -> opset.string(1, Node.CONTRIB).int64(2, CONTRIB_OPSET))
                .toBytes();
    }

    private void graph(ProtoWriter graph) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            String name = node.operator() + "_" + i;
            graph.message(1, out -> encode(node, name, out));
        }
        graph.string(2, "main");
        initializers.values().forEach(initializer -> graph.message(5, out -> encode(initializer, out)));
        inputs.forEach(value -> graph.message(11, value::encode));
        outputs.forEach(value -> graph.message(12, value::encode));
    }

    private static void encode(Node node, String name, ProtoWriter out) {
        node.inputs().forEach(input -> out.string(1, input));
        node.outputs().forEach(output -> out.string(2, output));
        out.string(3, name).string(4, node.operator());
        node.attributes().forEach(attribute -> out.message(5, nested -> encode(attribute, nested)));
        out.string(7, node.domain());
    }

    private static void encode(Attribute attribute, ProtoWriter out) {
        out.string(1, attribute.name());
        switch (attribute) {
            case Attribute.Real real -> out.float32(2, real.value()).int64(20, FLOAT_ATTRIBUTE);
            case Attribute.Whole whole -> out.int64(3, whole.value()).int64(20, INT_ATTRIBUTE);
        }
    }

    private static void encode(Initializer initializer, ProtoWriter out) {
        initializer.shape().forEach(size -> out.int64(1, size));
        out.int64(2, initializer.type().code()).string(8, initializer.name());
        switch (initializer.content()) {
            case Initializer.Inline(byte[] bytes) -> out.bytes(9, bytes);
            case Initializer.External(String file, long offset, long length) ->
                out.message(13, entry -> entry.string(1, "location").string(2, file))
                        .message(13, entry -> entry.string(1, "offset").string(2, Long.toString(offset)))
                        .message(13, entry -> entry.string(1, "length").string(2, Long.toString(length)))
                        .int64(14, EXTERNAL_LOCATION);
        }
    }

    private record Value(String name, ElementType type, List<Dimension> shape) {

        void encode(ProtoWriter out) {
            out.string(1, name)
                    .message(
                            2,
                            types -> types.message(
                                    1,
                                    tensor -> tensor.int64(1, type.code())
                                            .message(
                                                    2,
                                                    shapes -> shape.forEach(
                                                            size -> shapes.message(1, one -> dimension(size, one))))));
        }

        private static void dimension(Dimension size, ProtoWriter out) {
            switch (size) {
                case Dimension.Fixed(long fixed) -> out.int64(1, fixed);
                case Dimension.Named(String name) -> out.string(2, name);
            }
        }
    }
}
