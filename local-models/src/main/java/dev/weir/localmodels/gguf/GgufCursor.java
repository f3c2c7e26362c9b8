package dev.weir.localmodels.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads little-endian values one after another, never past the end. Not thread-safe. */
final class GgufCursor {

    private static final char REPLACEMENT = '\uFFFD';

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private long position;

    GgufCursor(MemorySegment bytes) {
        this.bytes = bytes;
    }

    long position() {
        return position;
    }

    long remaining() {
        return bytes.byteSize() - position;
    }

    byte int8() {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(1));
    }

    short int16() {
        return bytes.get(SHORT, advance(2));
    }

    int int32() {
        return bytes.get(INT, advance(4));
    }

    long int64() {
        return bytes.get(LONG, advance(8));
    }

    /** An unsigned 64-bit value that must not exceed {@code most}. */
    long count(long most, String what) {
        long value = int64();
        if (value < 0 || value > most) {
            throw new MalformedGgufException("%s is %s at byte %d; at most %d is accepted"
                    .formatted(what, Long.toUnsignedString(value), position - 8, most));
        }
        return value;
    }

    /** A string of at most {@code most} bytes, which must be valid UTF-8. */
    String string(int most, String what) {
        int length = (int) count(most, "the length of " + what);
        long start = advance(length);
        byte[] raw = new byte[length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start, raw, 0, length);
        String text = new String(raw, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(UTF_8), raw)) {
            throw new MalformedGgufException("%s at byte %d is not valid UTF-8".formatted(what, start));
        }
        return text;
    }

    private long advance(long length) {
        if (length > remaining()) {
            throw new MalformedGgufException("the file ends at byte %d, inside a value that starts at byte %d"
                    .formatted(bytes.byteSize(), position));
        }
        long start = position;
        position += length;
        return start;
    }
}
