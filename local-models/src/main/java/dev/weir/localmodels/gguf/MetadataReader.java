package dev.weir.localmodels.gguf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the key-value section. What it allocates is bounded by the bytes present in the file and by fixed limits. */
final class MetadataReader {

    private static final int MOST_KEYS = 65_536;
    private static final int MOST_KEY_BYTES = 65_535;
    private static final int MOST_STRING_BYTES = 16 << 20;
    /** Over all arrays of a file; a vocabulary of 262,144 with scores, types and merges has 1.3 million. */
    private static final long MOST_ARRAY_ELEMENTS = 4L << 20;

    private static final int DEEPEST_ARRAY = 4;
    private static final int ARRAY_HEADER_BYTES = 12;

    private final GgufCursor cursor;
    private long arrayElements;

    MetadataReader(GgufCursor cursor) {
        this.cursor = cursor;
    }

    Map<String, MetadataValue> read(long count) {
        if (count > MOST_KEYS) {
            throw new MalformedGgufException(
                    "the file declares %d metadata keys; at most %d is accepted".formatted(count, MOST_KEYS));
        }
        Map<String, MetadataValue> values = new LinkedHashMap<>();
        for (long index = 0; index < count; index++) {
            String key = cursor.string(MOST_KEY_BYTES, "metadata key " + index);
            MetadataValue value = value(type(), 0);
            if (values.putIfAbsent(key, value) != null) {
                throw new MalformedGgufException("metadata key %d repeats an earlier one".formatted(index));
            }
        }
        return values;
    }

    private ValueType type() {
        int code = cursor.int32();
        if (code < 0 || code >= ValueType.values().length) {
            throw new MalformedGgufException("unknown metadata value type %s before byte %d"
                    .formatted(Integer.toUnsignedString(code), cursor.position()));
        }
        return ValueType.values()[code];
    }

    private MetadataValue value(ValueType type, int depth) {
        return switch (type) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> new MetadataValue.Whole(whole(type));
            case FLOAT32, FLOAT64 -> new MetadataValue.Real(real(type));
            case BOOL -> new MetadataValue.Flag(flag());
            case STRING -> new MetadataValue.Text(cursor.string(MOST_STRING_BYTES, "a metadata string"));
            case ARRAY -> array(depth + 1);
        };
    }

    private MetadataValue array(int depth) {
        if (depth > DEEPEST_ARRAY) {
            throw new MalformedGgufException(
                    "metadata arrays nest deeper than %d before byte %d".formatted(DEEPEST_ARRAY, cursor.position()));
        }
        ValueType type = type();
        int length = (int) cursor.count(MOST_ARRAY_ELEMENTS, "the length of a metadata array");
        arrayElements += length;
        if (arrayElements > MOST_ARRAY_ELEMENTS || (long) length * type.leastBytes > cursor.remaining()) {
            throw new MalformedGgufException(
                    "a metadata array of %d elements before byte %d exceeds the file or the %d elements accepted in all"
                            .formatted(length, cursor.position(), MOST_ARRAY_ELEMENTS));
        }
        return switch (type) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64, BOOL -> wholes(type, length);
            case FLOAT32, FLOAT64 -> reals(type, length);
            case STRING -> texts(length);
            case ARRAY -> nested(length, depth);
        };
    }

    private MetadataValue wholes(ValueType type, int length) {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = whole(type);
        }
        return new MetadataValue.Wholes(values);
    }

    private MetadataValue reals(ValueType type, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = real(type);
        }
        return new MetadataValue.Reals(values);
    }

    private MetadataValue texts(int length) {
        List<String> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(cursor.string(MOST_STRING_BYTES, "a string in a metadata array"));
        }
        return new MetadataValue.Texts(values);
    }

    private MetadataValue nested(int length, int depth) {
        List<MetadataValue> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(array(depth + 1));
        }
        return new MetadataValue.Nested(values);
    }

    private long whole(ValueType type) {
        return switch (type) {
            case UINT8 -> Byte.toUnsignedLong(cursor.int8());
            case INT8 -> cursor.int8();
            case UINT16 -> Short.toUnsignedLong(cursor.int16());
            case INT16 -> cursor.int16();
            case UINT32 -> Integer.toUnsignedLong(cursor.int32());
            case INT32 -> cursor.int32();
            case UINT64 -> cursor.count(Long.MAX_VALUE, "a metadata integer");
            case INT64 -> cursor.int64();
            case BOOL -> flag() ? 1 : 0;
            case FLOAT32, FLOAT64, STRING, ARRAY -> throw new AssertionError(type);
        };
    }

    private double real(ValueType type) {
        return type == ValueType.FLOAT32
                ? Float.intBitsToFloat(cursor.int32())
                : Double.longBitsToDouble(cursor.int64());
    }

    private boolean flag() {
        byte value = cursor.int8();
        if (value != 0 && value != 1) {
            throw new MalformedGgufException(
                    "a metadata flag before byte %d is neither 0 nor 1".formatted(cursor.position()));
        }
        return value == 1;
    }

    /** Value types in the order of their numbers in the file. */
    private enum ValueType {
        UINT8(1),
        INT8(1),
        UINT16(2),
        INT16(2),
        UINT32(4),
        INT32(4),
        FLOAT32(4),
        BOOL(1),
        STRING(8),
        ARRAY(ARRAY_HEADER_BYTES),
        UINT64(8),
        INT64(8),
        FLOAT64(8);

        /** Fewest bytes that one value takes, which bounds how many a file can hold. */
        private final int leastBytes;

        ValueType(int leastBytes) {
            this.leastBytes = leastBytes;
        }
    }
}
