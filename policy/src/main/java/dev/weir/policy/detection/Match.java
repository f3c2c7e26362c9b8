package dev.weir.policy.detection;

import java.util.List;

/**
 * What a recogniser found in one text.
 *
 * @param start first UTF-16 unit
 * @param end one past the last UTF-16 unit
 * @param score how sure the recogniser is, in (0, 1]
 * @param explanation why it matched, without the matched text
 * @param alternatives what else it may be where nothing around it tells: ten digits fit several registers
 */
public record Match(
        Entity entity,
        int start,
        int end,
        double score,
        String recogniser,
        String explanation,
        List<Entity> alternatives) {

    public Match {
        alternatives = List.copyOf(alternatives);
    }

    /** A match that can be nothing else. */
    public Match(Entity entity, int start, int end, double score, String recogniser, String explanation) {
        this(entity, start, end, score, recogniser, explanation, List.of());
    }

    /** The same match elsewhere. */
    Match at(int newStart, int newEnd) {
        return new Match(entity, newStart, newEnd, score, recogniser, explanation, alternatives);
    }

    boolean overlaps(Match other) {
        return start < other.end && other.start < end;
    }

    int length() {
        return end - start;
    }
}
