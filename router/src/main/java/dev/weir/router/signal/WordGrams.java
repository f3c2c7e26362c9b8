package dev.weir.router.signal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Single words and pairs of neighbours, hashed into {@link #BUCKETS} numbers with a sign, of Euclidean length 1.
 *
 * <p>Source: Weinberger et al., Feature Hashing for Large Scale Multitask Learning (2009). The hash is part of the model
 * file's format: a change of it makes trained weights meaningless.
 *
 * @param buckets which numbers aren't zero, ascending
 * @param values those numbers
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never compared
public record WordGrams(int[] buckets, float[] values) {

    /** Numbers of the whole vector. */
    public static final int BUCKETS = 1 << 12;

    private static final int MOST_WORDS = 512;
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** The word grams of a text; of a long one those of its first and last words. */
    public static WordGrams of(String text) {
        List<String> words = Wording.of(text).words();
        int from = Math.max(MOST_WORDS / 2, words.size() - MOST_WORDS / 2);
        Map<Integer, Integer> counts = new TreeMap<>();
        String previous = "";
        for (int i = 0; i < words.size(); i++) {
            if (i < MOST_WORDS / 2 || i >= from) {
                add(counts, hash(OFFSET, words.get(i)));
                add(counts, hash(hash(OFFSET, previous + ' '), words.get(i)));
            }
            previous = words.get(i);
        }
        return unit(counts);
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static void add(Map<Integer, Integer> counts, long hash) {
        long mixed = hash ^ (hash >>> 29);
        int bucket = (int) (mixed & (BUCKETS - 1));
        counts.merge(bucket, (mixed >>> 40 & 1) == 0 ? 1 : -1, Integer::sum);
    }

    private static WordGrams unit(Map<Integer, Integer> counts) {
        double squares = counts.values().stream()
                .mapToDouble(count -> (double) count * count)
                .sum();
        double scale = 1 / Math.sqrt(Math.max(1, squares));
        int[] buckets = new int[counts.size()];
        float[] values = new float[counts.size()];
        int next = 0;
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            buckets[next] = entry.getKey();
            values[next++] = (float) (entry.getValue() * scale);
        }
        return new WordGrams(buckets, values);
    }
}
