package dev.weir.localmodels.onnx;

import java.util.List;

/**
 * One operator of a graph.
 *
 * @param operator its type, {@code MatMul} for instance
 * @param domain empty for ONNX's own operators, {@link #CONTRIB} for those of ONNX Runtime
 * @param inputs names of values; an empty name leaves an optional input out
 * @param outputs names of values; an empty name leaves an optional output out
 */
public record Node(
        String operator, String domain, List<String> inputs, List<String> outputs, List<Attribute> attributes) {

    /** The domain of ONNX Runtime's own operators. */
    public static final String CONTRIB = "com.microsoft";

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = List.copyOf(attributes);
    }

    /** An operator of ONNX itself. */
    public static Node standard(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        return new Node(operator, "", inputs, outputs, List.of(attributes));
    }

    /** An operator of ONNX Runtime. */
    public static Node contrib(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        return new Node(operator, CONTRIB, inputs, outputs, List.of(attributes));
    }
}
