package dev.weir.localmodels.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An open GGUF file (versions 2 and 3, little-endian), mapped read-only into memory.
 *
 * <p>{@link #open} checks everything that can be checked without reading weights, so that a damaged or hostile file ends
 * in {@link MalformedGgufException} and allocates no more than a small multiple of its own size. Whoever opens a file
 * closes it; afterwards segments from {@link #data} throw {@link IllegalStateException}. The file must not be shortened
 * while it is open. Thread-safe.
 *
 * <p>Source: the GGUF specification of the ggml project.
 */
public final class GgufFile implements AutoCloseable {

    private static final int MAGIC = 0x46554747;
    private static final int OLDEST_VERSION = 2;
    private static final int NEWEST_VERSION = 3;
    private static final String ALIGNMENT_KEY = "general.alignment";
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long LEAST_ALIGNMENT = 8;
    private static final long MOST_ALIGNMENT = 1 << 20;

    private final Arena arena;
    private final Map<String, MetadataValue> metadata;
    private final Map<String, TensorInfo> tensors;
    private final MemorySegment weights;

    private GgufFile(
            Arena arena, Map<String, MetadataValue> metadata, Map<String, TensorInfo> tensors, MemorySegment weights) {
        this.arena = arena;
        this.metadata = metadata;
        this.tensors = tensors;
        this.weights = weights;
    }

    /**
     * Opens and checks a file.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedGgufException if it is no GGUF file, damaged, or beyond what is accepted
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena is closed with the file, or below when there is none
    public static GgufFile open(Path path) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return parse(arena, mapped);
        } catch (IOException | RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    private static GgufFile parse(Arena arena, MemorySegment file) {
        GgufCursor cursor = new GgufCursor(file);
        checkIdentity(cursor);
        long tensorCount = cursor.count(Long.MAX_VALUE, "the number of tensors");
        long keyCount = cursor.count(Long.MAX_VALUE, "the number of metadata keys");
        Map<String, MetadataValue> metadata = new MetadataReader(cursor).read(keyCount);
        Map<String, TensorInfo> tensors = new TensorTableReader(cursor).read(tensorCount);
        long alignment = alignment(metadata);
        long weightsStart = Math.ceilDiv(cursor.position(), alignment) * alignment;
        long weightsBytes = Math.max(0, file.byteSize() - weightsStart);
        TensorTableReader.checkExtents(List.copyOf(tensors.values()), alignment, weightsBytes);
        MemorySegment weights = file.asSlice(file.byteSize() - weightsBytes, weightsBytes);
        return new GgufFile(arena, metadata, tensors, weights);
    }

    private static void checkIdentity(GgufCursor cursor) {
        if (cursor.remaining() < Integer.BYTES || cursor.int32() != MAGIC) {
            throw new MalformedGgufException("this is no GGUF file: it does not start with `GGUF`");
        }
        int version = cursor.int32();
        int swapped = Integer.reverseBytes(version);
        if (swapped >= 1 && swapped <= NEWEST_VERSION) {
            throw new MalformedGgufException("this GGUF file is big-endian; only little-endian files are read");
        }
        if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
            throw new MalformedGgufException("GGUF version %s is not read; versions %d and %d are"
                    .formatted(Integer.toUnsignedString(version), OLDEST_VERSION, NEWEST_VERSION));
        }
    }

    private static long alignment(Map<String, MetadataValue> metadata) {
        MetadataValue value = metadata.get(ALIGNMENT_KEY);
        if (value == null) {
            return DEFAULT_ALIGNMENT;
        }
        if (value instanceof MetadataValue.Whole(long alignment)
                && Long.bitCount(alignment) == 1
                && alignment >= LEAST_ALIGNMENT
                && alignment <= MOST_ALIGNMENT) {
            return alignment;
        }
        throw new MalformedGgufException("metadata `%s` is no power of two from %d to %d"
                .formatted(ALIGNMENT_KEY, LEAST_ALIGNMENT, MOST_ALIGNMENT));
    }

    /**
     * A text value; empty if the key is absent.
     *
     * @throws MalformedGgufException if the value is of another kind, as with all accessors here
     */
    public Optional<String> string(String key) {
        return switch (metadata.get(key)) {
            case null -> Optional.empty();
            case MetadataValue.Text(String value) -> Optional.of(value);
            case MetadataValue _ -> throw wrongKind(key, "a string");
        };
    }

    /** A value of any integer type; empty if the key is absent. */
    public OptionalLong integer(String key) {
        return switch (metadata.get(key)) {
            case null -> OptionalLong.empty();
            case MetadataValue.Whole(long value) -> OptionalLong.of(value);
            case MetadataValue _ -> throw wrongKind(key, "an integer");
        };
    }

    /** A value of any integer or floating-point type; empty if the key is absent. */
    public OptionalDouble number(String key) {
        return switch (metadata.get(key)) {
            case null -> OptionalDouble.empty();
            case MetadataValue.Real(double value) -> OptionalDouble.of(value);
            case MetadataValue.Whole(long value) -> OptionalDouble.of((double) value);
            case MetadataValue _ -> throw wrongKind(key, "a number");
        };
    }

    /** A flag; empty if the key is absent. */
    public Optional<Boolean> flag(String key) {
        return switch (metadata.get(key)) {
            case null -> Optional.empty();
            case MetadataValue.Flag(boolean value) -> Optional.of(value);
            case MetadataValue _ -> throw wrongKind(key, "a flag");
        };
    }

    /** An array of strings; empty if the key is absent. */
    public List<String> strings(String key) {
        return switch (metadata.get(key)) {
            case null -> List.of();
            case MetadataValue.Texts(List<String> values) -> values;
            case MetadataValue value when isEmptyArray(value) -> List.of();
            case MetadataValue _ -> throw wrongKind(key, "an array of strings");
        };
    }

    /** An array of floating-point numbers as a copy that the caller owns; empty if the key is absent. */
    public float[] floats(String key) {
        return switch (metadata.get(key)) {
            case null -> new float[0];
            case MetadataValue.Reals(double[] values) -> narrowed(values);
            case MetadataValue value when isEmptyArray(value) -> new float[0];
            case MetadataValue _ -> throw wrongKind(key, "an array of floating-point numbers");
        };
    }

    /** An array of integers as a copy that the caller owns; empty if the key is absent. Each must fit an int. */
    public int[] integers(String key) {
        return switch (metadata.get(key)) {
            case null -> new int[0];
            case MetadataValue.Wholes(long[] values) -> narrowed(key, values);
            case MetadataValue value when isEmptyArray(value) -> new int[0];
            case MetadataValue _ -> throw wrongKind(key, "an array of integers");
        };
    }

    /** All tensors, in the order of the file. */
    public List<TensorInfo> tensors() {
        return List.copyOf(tensors.values());
    }

    /** The tensor of this name, if there is one. */
    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * A tensor's bytes as stored: a read-only view of the mapped file, valid until this file is closed.
     *
     * @throws IllegalArgumentException if {@code tensor} is not one of this file
     */
    public MemorySegment data(TensorInfo tensor) {
        if (!tensor.equals(tensors.get(tensor.name()))) {
            throw new IllegalArgumentException("tensor `%s` is not of this file".formatted(tensor.name()));
        }
        return weights.asSlice(tensor.offset(), tensor.bytes());
    }

    /** Unmaps the file. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private static boolean isEmptyArray(MetadataValue value) {
        return switch (value) {
            case MetadataValue.Texts(List<String> values) -> values.isEmpty();
            case MetadataValue.Wholes(long[] values) -> values.length == 0;
            case MetadataValue.Reals(double[] values) -> values.length == 0;
            case MetadataValue.Nested(List<MetadataValue> values) -> values.isEmpty();
            case MetadataValue.Whole _, MetadataValue.Real _, MetadataValue.Flag _, MetadataValue.Text _ -> false;
        };
    }

    private static float[] narrowed(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static int[] narrowed(String key, long[] values) {
        int[] result = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if ((int) values[i] != values[i]) {
                throw new MalformedGgufException("metadata `%s` holds an integer beyond 32 bits".formatted(key));
            }
            result[i] = (int) values[i];
        }
        return result;
    }

    private static MalformedGgufException wrongKind(String key, String expected) {
        return new MalformedGgufException("metadata `%s` is not %s".formatted(key, expected));
    }
}
