package dev.weir.policy.detection;

/**
 * What a recogniser found in one text.
 *
 * @param start first UTF-16 unit
 * @param end one past the last UTF-16 unit
 * @param score how sure the recogniser is, in (0, 1]
 * @param explanation why it matched, without the matched text
 */
public record Match(Entity entity, int start, int end, double score, String recogniser, String explanation) {

    /** The same match elsewhere. */
    Match at(int newStart, int newEnd) {
        return new Match(entity, newStart, newEnd, score, recogniser, explanation);
    }

    boolean overlaps(Match other) {
        return start < other.end && other.start < end;
    }

    int length() {
        return end - start;
    }
}
