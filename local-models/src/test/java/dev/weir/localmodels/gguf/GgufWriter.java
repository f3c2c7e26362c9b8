package dev.weir.localmodels.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes small GGUF files for tests, metadata and tensors in the order given. It checks nothing, on purpose. */
public final class GgufWriter {

    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT64 = 10;
    private static final long FOLLOWING = Long.MIN_VALUE;

    private final Map<String, Consumer<Out>> metadata = new LinkedHashMap<>();
    private final List<Entry> tensors = new ArrayList<>();
    private int version = 3;
    private int alignment = 32;

    public GgufWriter version(int number) {
        version = number;
        return this;
    }

    /** Sets the alignment and states it in the metadata. */
    public GgufWriter alignment(int bytes) {
        alignment = bytes;
        return whole("general.alignment", bytes);
    }

    public GgufWriter text(String key, String value) {
        metadata.put(key, out -> out.int32(STRING).string(value));
        return this;
    }

    /** A UINT32. */
    public GgufWriter whole(String key, int value) {
        metadata.put(key, out -> out.int32(UINT32).int32(value));
        return this;
    }

    /** A UINT64. */
    public GgufWriter large(String key, long value) {
        metadata.put(key, out -> out.int32(UINT64).int64(value));
        return this;
    }

    public GgufWriter real(String key, float value) {
        metadata.put(key, out -> out.int32(FLOAT32).int32(Float.floatToRawIntBits(value)));
        return this;
    }

    public GgufWriter flag(String key, boolean value) {
        metadata.put(key, out -> out.int32(BOOL).int8(value ? 1 : 0));
        return this;
    }

    public GgufWriter texts(String key, List<String> values) {
        List<String> copy = List.copyOf(values);
        metadata.put(key, out -> {
            out.int32(ARRAY).int32(STRING).int64(copy.size());
            copy.forEach(out::string);
        });
        return this;
    }

    /** An array of INT32. */
    public GgufWriter wholes(String key, int... values) {
        int[] copy = values.clone();
        metadata.put(key, out -> {
            out.int32(ARRAY).int32(INT32).int64(copy.length);
            for (int value : copy) {
                out.int32(value);
            }
        });
        return this;
    }

    public GgufWriter reals(String key, float... values) {
        float[] copy = values.clone();
        metadata.put(key, out -> {
            out.int32(ARRAY).int32(FLOAT32).int64(copy.length);
            for (float value : copy) {
                out.int32(Float.floatToRawIntBits(value));
            }
        });
        return this;
    }

    /** An array of {@code depth} arrays in one another, the innermost empty. */
    public GgufWriter nested(String key, int depth) {
        metadata.put(key, out -> {
            out.int32(ARRAY);
            for (int level = 1; level < depth; level++) {
                out.int32(ARRAY).int64(1);
            }
            out.int32(INT32).int64(0);
        });
        return this;
    }

    /** A tensor of these values, quantised; the shape's innermost dimension first. */
    public GgufWriter tensor(String name, GgufTensorType type, List<Long> shape, float... values) {
        return raw(name, type, shape, TestQuantiser.quantise(type, values));
    }

    /** A tensor of these bytes as they are. */
    public GgufWriter raw(String name, GgufTensorType type, List<Long> shape, byte... bytes) {
        tensors.add(new Entry(name, type.code(), List.copyOf(shape), FOLLOWING, bytes.clone()));
        return this;
    }

    /** A table entry of any type code and offset, with no bytes of its own. */
    GgufWriter entry(String name, int typeCode, List<Long> shape, long offset) {
        tensors.add(new Entry(name, typeCode, List.copyOf(shape), offset, new byte[0]));
        return this;
    }

    public byte[] toBytes() {
        Out out = new Out();
        out.bytes("GGUF".getBytes(UTF_8)).int32(version).int64(tensors.size()).int64(metadata.size());
        metadata.forEach((key, value) -> {
            out.string(key);
            value.accept(out);
        });
        long offset = 0;
        for (Entry tensor : tensors) {
            out.string(tensor.name).int32(tensor.shape.size());
            tensor.shape.forEach(out::int64);
            out.int32(tensor.typeCode).int64(tensor.offset == FOLLOWING ? offset : tensor.offset);
            offset += Math.ceilDiv(tensor.bytes.length, alignment) * (long) alignment;
        }
        for (Entry tensor : tensors) {
            out.pad(alignment).bytes(tensor.bytes);
        }
        return out.pad(alignment).buffer.toByteArray();
    }

    public void write(Path file) throws IOException {
        Files.write(file, toBytes());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(String name, int typeCode, List<Long> shape, long offset, byte[] bytes) {}

    private static final class Out {

        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

        Out int8(int value) {
            buffer.write(value);
            return this;
        }

        Out int32(int value) {
            return bytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        Out int64(long value) {
            return bytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        Out string(String value) {
            byte[] encoded = value.getBytes(UTF_8);
            return int64(encoded.length).bytes(encoded);
        }

        Out bytes(byte... values) {
            buffer.writeBytes(values);
            return this;
        }

        Out pad(int to) {
            while (buffer.size() % to != 0) {
                buffer.write(0);
            }
            return this;
        }
    }
}
