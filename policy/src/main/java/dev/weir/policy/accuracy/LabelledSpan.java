package dev.weir.policy.accuracy;

/**
 * A stretch of text with a label.
 *
 * @param start first Unicode code point
 * @param end one past the last code point
 * @param label canonical, see {@link Labels}
 */
public record LabelledSpan(int start, int end, String label) implements Comparable<LabelledSpan> {

    boolean overlaps(LabelledSpan other) {
        return start < other.end && other.start < end;
    }

    /** Characters in both, divided by characters in either. */
    double intersectionOverUnion(LabelledSpan other) {
        int both = Math.min(end, other.end) - Math.max(start, other.start);
        int either = Math.max(end, other.end) - Math.min(start, other.start);
        return (double) both / either;
    }

    boolean hasSameOffsets(LabelledSpan other) {
        return start == other.start && end == other.end;
    }

    boolean isIgnored() {
        return label.equals(Labels.IGNORED);
    }

    LabelledSpan at(Labels.Level level) {
        return new LabelledSpan(start, end, level.of(label));
    }

    @Override
    public int compareTo(LabelledSpan other) {
        int byStart = Integer.compare(start, other.start);
        int byEnd = byStart != 0 ? byStart : Integer.compare(end, other.end);
        return byEnd != 0 ? byEnd : label.compareTo(other.label);
    }
}
