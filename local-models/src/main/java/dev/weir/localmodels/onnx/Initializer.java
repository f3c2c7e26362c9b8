package dev.weir.localmodels.onnx;

import java.util.List;

/**
 * A constant tensor of a graph: small ones lie in the model file, big ones in a file beside it.
 *
 * @param shape outermost dimension first
 */
public record Initializer(String name, ElementType type, List<Long> shape, Content content) {

    public Initializer {
        shape = List.copyOf(shape);
    }

    /** Where the elements are, little-endian. */
    public sealed interface Content {}

    /** In the model file. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    public record Inline(byte[] bytes) implements Content {}

    /** In a file beside the model file: {@code length} bytes from {@code offset} on. */
    public record External(String file, long offset, long length) implements Content {}
}
