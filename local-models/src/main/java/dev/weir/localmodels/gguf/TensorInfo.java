package dev.weir.localmodels.gguf;

import java.util.List;

/**
 * A tensor's place in a GGUF file.
 *
 * @param name unique in its file
 * @param type how elements are stored
 * @param shape one to four dimensions, each at least 1, the innermost (contiguous) first as ggml writes them: a weight of
 *     a linear layer is {@code [inputs, outputs]}
 * @param offset first byte, counted from the start of the file's data section
 */
public record TensorInfo(String name, GgufTensorType type, List<Long> shape, long offset) {

    public TensorInfo {
        shape = List.copyOf(shape);
        if (shape.isEmpty()) {
            throw new IllegalArgumentException("a tensor has at least one dimension");
        }
    }

    /** Number of elements. */
    public long elements() {
        long product = 1;
        for (long dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    /** Elements in one row: the innermost dimension. */
    public long rowElements() {
        return shape.getFirst();
    }

    /** Number of rows: the product of all dimensions but the innermost. */
    public long rows() {
        return elements() / rowElements();
    }

    /** Bytes of one row as stored. */
    public long rowBytes() {
        return rowElements() / type.blockElements() * type.blockBytes();
    }

    /** Bytes of the whole tensor as stored. */
    public long bytes() {
        return Math.multiplyExact(rows(), rowBytes());
    }
}
