package dev.weir.policy.detection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text derived from another one, which knows where in the original each of its characters came from. Views compose:
 * a view of a view still points into the first original. Immutable.
 */
public final class TextView {

    private final String text;
    private final int shift;
    private final int @Nullable [] starts;
    private final int @Nullable [] ends;

    private TextView(String text, int shift, int @Nullable [] starts, int @Nullable [] ends) {
        this.text = text;
        this.shift = shift;
        this.starts = starts;
        this.ends = ends;
    }

    /** The original itself. */
    public static TextView of(String text) {
        return new TextView(text, 0, null, null);
    }

    public String text() {
        return text;
    }

    /** Where in the original the character at {@code index} begins. */
    public int originalStart(int index) {
        return starts == null ? index + shift : starts[index];
    }

    /** One past where in the original the character before {@code end} ends; {@code end} is at least 1. */
    public int originalEnd(int end) {
        return ends == null ? end + shift : ends[end - 1];
    }

    /** A part of this view. */
    TextView slice(int from, int to) {
        if (starts == null || ends == null) {
            return new TextView(text.substring(from, to), shift + from, null, null);
        }
        return new TextView(
                text.substring(from, to), 0, Arrays.copyOfRange(starts, from, to), Arrays.copyOfRange(ends, from, to));
    }

    /**
     * First index of the smallest stretch of this view that covers an original span, or -1 where the view shows none of
     * it.
     */
    public int indexOfOriginal(int originalStart) {
        for (int i = 0; i < text.length(); i++) {
            if (originalEnd(i + 1) > originalStart) {
                return i;
            }
        }
        return -1;
    }

    /** One past the last index whose original begins before {@code originalEnd}. */
    public int endOfOriginal(int originalEnd) {
        int end = text.length();
        while (end > 0 && originalStart(end - 1) >= originalEnd) {
            end--;
        }
        return end;
    }

    /** Builds a view of another view, character by character. Not thread-safe. */
    static final class Builder {
        private final TextView source;
        private final StringBuilder text;
        private int[] starts;
        private int[] ends;

        Builder(TextView source) {
            this.source = source;
            int capacity = source.text.length() + 16;
            this.text = new StringBuilder(capacity);
            this.starts = new int[capacity];
            this.ends = new int[capacity];
        }

        /** Adds one UTF-16 unit that stands for {@code from..to} of the source. */
        void add(char unit, int from, int to) {
            if (text.length() == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
                ends = Arrays.copyOf(ends, ends.length * 2);
            }
            starts[text.length()] = source.originalStart(from);
            ends[text.length()] = source.originalEnd(to);
            text.append(unit);
        }

        /** Adds a stretch of the source as it is. */
        void copy(int from, int to) {
            for (int i = from; i < to; i++) {
                add(source.text.charAt(i), i, i + 1);
            }
        }

        /** Adds a code point that stands for {@code from..to} of the source. */
        void addCodePoint(int codePoint, int from, int to) {
            if (Character.isBmpCodePoint(codePoint)) {
                add((char) codePoint, from, to);
            } else {
                add(Character.highSurrogate(codePoint), from, to);
                add(Character.lowSurrogate(codePoint), from, to);
            }
        }

        TextView build() {
            int length = text.length();
            return new TextView(text.toString(), 0, Arrays.copyOf(starts, length), Arrays.copyOf(ends, length));
        }
    }
}
