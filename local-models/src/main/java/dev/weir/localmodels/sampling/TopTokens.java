package dev.weir.localmodels.sampling;

import java.util.Arrays;

/**
 * The likeliest tokens in order, of equals the lower id first. Logit and id are packed into one long whose order is
 * theirs, so that heaps and sorts work on primitives.
 */
final class TopTokens {

    private final long[] keys;
    private int count;

    TopTokens(int most) {
        keys = new long[most];
    }

    int count() {
        return count;
    }

    /** The token of this rank, the likeliest having rank 0. Only after {@link #select} or {@link #sort}. */
    int id(int rank) {
        return Integer.MAX_VALUE - (int) keys[count - 1 - rank];
    }

    void clear() {
        count = 0;
    }

    void add(float logit, int id) {
        keys[count++] = key(logit, id);
    }

    void sort() {
        Arrays.sort(keys, 0, count);
    }

    /** The {@code most} likeliest of all, by a heap whose root is the least likely of those kept. */
    void select(float[] logits, int most) {
        count = Math.min(most, logits.length);
        for (int id = 0; id < count; id++) {
            keys[id] = key(logits[id], id);
        }
        for (int parent = count / 2 - 1; parent >= 0; parent--) {
            sink(parent);
        }
        float least = logit(keys[0]);
        for (int id = count; id < logits.length; id++) {
            if (logits[id] > least) {
                keys[0] = key(logits[id], id);
                sink(0);
                least = logit(keys[0]);
            }
        }
        sort();
    }

    private void sink(int from) {
        long key = keys[from];
        int parent = from;
        int child = least(parent);
        while (child < count && keys[child] < key) {
            keys[parent] = keys[child];
            parent = child;
            child = least(parent);
        }
        keys[parent] = key;
    }

    /** The lesser child, or {@link #count} or more where there is none. */
    private int least(int parent) {
        int left = 2 * parent + 1;
        return left + 1 < count && keys[left + 1] < keys[left] ? left + 1 : left;
    }

    private static long key(float logit, int id) {
        // Adding 0 makes -0 and 0 one value.
        int bits = Float.floatToIntBits(logit + 0f);
        int ordered = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        return (long) ordered << Integer.SIZE | (Integer.MAX_VALUE - id);
    }

    private static float logit(long key) {
        int ordered = (int) (key >> Integer.SIZE);
        return Float.intBitsToFloat(ordered < 0 ? ordered ^ Integer.MAX_VALUE : ordered);
    }
}
