package dev.weir.auditlog.journal;

import java.util.Base64;
import java.util.BitSet;
import java.util.stream.LongStream;

/** Numbers of entries within a range, one bit each. Immutable. */
public final class SequenceSet {

    private final long first;
    private final BitSet bits;

    private SequenceSet(long first, BitSet bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * A set of a copy of these bits.
     *
     * @param first number of the entry that bit 0 stands for
     */
    public static SequenceSet of(long first, BitSet bits) {
        return new SequenceSet(first, (BitSet) bits.clone());
    }

    /**
     * Reads what {@link #base64} gave.
     *
     * @throws IllegalArgumentException if this isn't base64
     */
    public static SequenceSet parse(long first, String base64) {
        return new SequenceSet(first, BitSet.valueOf(Base64.getDecoder().decode(base64)));
    }

    /** One bit for each number from {@link #first} on, the lowest of each byte first. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bits.toByteArray());
    }

    /** The number that the first bit stands for; whether it is in the set or not. */
    public long first() {
        return first;
    }

    public boolean contains(long sequence) {
        long bit = sequence - first;
        return bit >= 0 && bit < bits.length() && bits.get((int) bit);
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    /** How many numbers are in it. */
    public int size() {
        return bits.cardinality();
    }

    /** The numbers, ascending. */
    public LongStream numbers() {
        return bits.stream().mapToLong(bit -> first + bit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceSet set && first == set.first && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(first) + bits.hashCode();
    }

    @Override
    public String toString() {
        return size() + " entries from " + first + " on";
    }
}
