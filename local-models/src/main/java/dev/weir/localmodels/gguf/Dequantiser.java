package dev.weir.localmodels.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns stored weights into floats, bit for bit as ggml's reference does. Stateless.
 *
 * <p>Source: the block layouts of ggml's {@code ggml-common.h} and {@code ggml-quants.c}.
 */
public final class Dequantiser {

    private static final int CHUNK_BLOCKS = 1024;

    private Dequantiser() {}

    /**
     * All elements of a tensor, row after row.
     *
     * @throws UnsupportedTensorTypeException if its type is not one that is read here
     * @throws IllegalArgumentException if it has more elements than an array holds
     */
    public static float[] tensor(GgufFile file, TensorInfo tensor) {
        return rows(file, tensor, 0, tensor.rows());
    }

    /**
     * Rows {@code from} (inclusive) to {@code to} (exclusive), one after another.
     *
     * @throws UnsupportedTensorTypeException if the tensor's type is not one that is read here
     * @throws IllegalArgumentException if they have more elements than an array holds
     * @throws IndexOutOfBoundsException if the tensor has no such rows
     */
    public static float[] rows(GgufFile file, TensorInfo tensor, long from, long to) {
        if (!tensor.type().isSupported()) {
            throw new UnsupportedTensorTypeException(tensor);
        }
        if (from < 0 || to < from || to > tensor.rows()) {
            throw new IndexOutOfBoundsException(
                    "rows %d to %d of %d in tensor `%s`".formatted(from, to, tensor.rows(), tensor.name()));
        }
        long elements = (to - from) * tensor.rowElements();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "rows %d to %d of tensor `%s` have %d elements, more than one array holds"
                            .formatted(from, to, tensor.name(), elements));
        }
        float[] target = new float[(int) elements];
        MemorySegment stored = file.data(tensor).asSlice(from * tensor.rowBytes(), (to - from) * tensor.rowBytes());
        fill(tensor.type(), stored, target);
        return target;
    }

    private static void fill(GgufTensorType type, MemorySegment stored, float[] target) {
        byte[] chunk = new byte[(int) Math.min(stored.byteSize(), (long) CHUNK_BLOCKS * type.blockBytes())];
        int start = 0;
        for (long at = 0; at < stored.byteSize(); at += chunk.length) {
            int bytes = (int) Math.min(chunk.length, stored.byteSize() - at);
            MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, at, chunk, 0, bytes);
            decode(type, chunk, bytes, target, start);
            start += bytes / type.blockBytes() * type.blockElements();
        }
    }

    private static void decode(GgufTensorType type, byte[] row, int bytes, float[] target, int start) {
        int block = type.blockBytes();
        int elements = type.blockElements();
        for (int from = 0, to = start; from < bytes; from += block, to += elements) {
            switch (type) {
                case F32 -> target[to] = Float.intBitsToFloat(Blocks.int32(row, from));
                case F16 -> target[to] = Blocks.half(row, from);
                case BF16 -> target[to] = Float.intBitsToFloat(Blocks.int16(row, from) << 16);
                case Q4_0 -> SimpleBlocks.q4WithZero(row, from, target, to);
                case Q4_1 -> SimpleBlocks.q4WithMinimum(row, from, target, to);
                case Q5_0 -> SimpleBlocks.q5WithZero(row, from, target, to);
                case Q5_1 -> SimpleBlocks.q5WithMinimum(row, from, target, to);
                case Q8_0 -> SimpleBlocks.q8(row, from, target, to);
                case Q4_K -> SuperBlocks.q4(row, from, target, to);
                case Q5_K -> SuperBlocks.q5(row, from, target, to);
                case Q6_K -> SuperBlocks.q6(row, from, target, to);
                default -> throw new AssertionError(type);
            }
        }
    }
}
