package dev.weir.localmodels.gguf;

import java.util.List;

/** One metadata value. Arrays are kept in compact form and are never handed out without copying. */
sealed interface MetadataValue {

    /** Any integer type, widened. */
    record Whole(long value) implements MetadataValue {}

    /** FLOAT32 or FLOAT64. */
    record Real(double value) implements MetadataValue {}

    record Flag(boolean value) implements MetadataValue {}

    record Text(String value) implements MetadataValue {}

    record Texts(List<String> values) implements MetadataValue {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** An array of any integer type or of flags (0 and 1). */
    @SuppressWarnings("ArrayRecordComponent") // compact; package-private, and nobody compares these
    record Wholes(long[] values) implements MetadataValue {}

    @SuppressWarnings("ArrayRecordComponent") // compact; package-private, and nobody compares these
    record Reals(double[] values) implements MetadataValue {}

    /** An array of arrays: accepted, as the format allows it, but no accessor reads it. */
    record Nested(List<MetadataValue> values) implements MetadataValue {
        public Nested {
            values = List.copyOf(values);
        }
    }
}
