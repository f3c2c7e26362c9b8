package dev.weir.localmodels.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * A tensor in native memory, which graphs read and write in place.
 *
 * <p>Whoever creates one closes it, after the last run that uses it. Not thread-safe.
 */
public final class NativeTensor implements AutoCloseable {

    private static final int ALIGNMENT = 64;

    private final Arena arena;
    private final ByteBuffer bytes;
    private final OnnxTensor tensor;

    private NativeTensor(Arena arena, ByteBuffer bytes, OnnxTensor tensor) {
        this.arena = arena;
        this.bytes = bytes;
        this.tensor = tensor;
    }

    /**
     * A tensor of zeros.
     *
     * @param shape outermost dimension first
     * @throws IllegalArgumentException if it would take 2 GiB or more, or if the type is not FLOAT, INT32 or INT64
     * @throws OutOfMemoryError if there is no memory for it
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena is closed with the tensor, or below when there is none
    public static NativeTensor zeros(ElementType type, long... shape) {
        long size = type.bytes();
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        if (size > Integer.MAX_VALUE - ALIGNMENT) {
            throw new IllegalArgumentException("a tensor of shape %s takes %d bytes; less than 2 GiB are possible"
                    .formatted(Arrays.toString(shape), size));
        }
        Arena arena = Arena.ofShared();
        try {
            ByteBuffer bytes = arena.allocate(size, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder());
            return new NativeTensor(arena, bytes, tensor(type, bytes, shape));
        } catch (OrtException failure) {
            arena.close();
            throw new OnnxException("cannot make a tensor of shape " + Arrays.toString(shape), failure);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    private static OnnxTensor tensor(ElementType type, ByteBuffer bytes, long... shape) throws OrtException {
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(OnnxSession.environment(), bytes.asFloatBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(OnnxSession.environment(), bytes.asIntBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(OnnxSession.environment(), bytes.asLongBuffer(), shape);
            case UINT8, INT8 -> throw new IllegalArgumentException("tensors of " + type + " are not run inputs here");
        };
    }

    /** The elements of a FLOAT tensor, position 0. */
    public FloatBuffer floats() {
        return bytes.asFloatBuffer();
    }

    /** The elements of an INT32 tensor, position 0. */
    public IntBuffer ints() {
        return bytes.asIntBuffer();
    }

    /** The elements of an INT64 tensor, position 0. */
    public LongBuffer longs() {
        return bytes.asLongBuffer();
    }

    OnnxTensor tensor() {
        return tensor;
    }

    /** Frees the memory. Buffers handed out before then throw {@link IllegalStateException}. */
    @Override
    public void close() {
        if (!tensor.isClosed()) {
            tensor.close();
            arena.close();
        }
    }
}
