package dev.weir.localmodels.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes the file that holds a model's big constants. Whoever creates one closes it. Not thread-safe.
 *
 * <p>Each tensor starts at a multiple of 4,096 bytes, so that the runtime can map it into memory.
 */
public final class WeightsFile implements AutoCloseable {

    private static final long ALIGNMENT = 4096;
    private static final int CHUNK = 1 << 18;

    private final String name;
    private final FileChannel channel;
    private long end;

    private WeightsFile(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /** Creates a file named {@code name} in {@code folder}; none of that name may exist. */
    @SuppressWarnings("MustBeClosedChecker") // closed with the returned object
    public static WeightsFile create(Path folder, String name) throws IOException {
        return new WeightsFile(
                name, FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Appends bytes and returns the constant that refers to them. */
    public Initializer append(String tensor, ElementType type, List<Long> shape, byte[] bytes) throws IOException {
        long offset = begin();
        write(ByteBuffer.wrap(bytes));
        return refer(tensor, type, shape, offset);
    }

    /** Appends floats and returns the constant that refers to them. */
    public Initializer append(String tensor, List<Long> shape, float[] values) throws IOException {
        long offset = begin();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
            int count = Math.min(CHUNK / Float.BYTES, values.length - from);
            chunk.clear();
            chunk.asFloatBuffer().put(values, from, count);
            write(chunk.limit(count * Float.BYTES));
        }
        return refer(tensor, ElementType.FLOAT, shape, offset);
    }

    /** Another constant over the same bytes as {@code original}, of another name and shape. */
    public static Initializer alias(Initializer original, String tensor, List<Long> shape) {
        return new Initializer(tensor, original.type(), shape, original.content());
    }

    /** Waits until everything is on disk, and closes the file. */
    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }

    private long begin() {
        end = Math.ceilDiv(end, ALIGNMENT) * ALIGNMENT;
        return end;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
    }

    private Initializer refer(String tensor, ElementType type, List<Long> shape, long offset) {
        long expected = shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        if (expected != end - offset) {
            throw new IllegalArgumentException(
                    "tensor `%s` of shape %s takes %d bytes, got %d".formatted(tensor, shape, expected, end - offset));
        }
        return new Initializer(tensor, type, shape, new Initializer.External(name, offset, end - offset));
    }
}
