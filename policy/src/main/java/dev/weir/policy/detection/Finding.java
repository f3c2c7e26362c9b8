package dev.weir.policy.detection;

import java.util.List;

/**
 * One piece of sensitive content in a request. It says where the content is, never what it is.
 *
 * @param entity what was found
 * @param place where: the string leaf or key that holds it
 * @param start first UTF-16 unit in that string
 * @param end one past the last UTF-16 unit
 * @param score how sure the recogniser is, in (0, 1]
 * @param recogniser name of the recogniser
 * @param explanation why it matched, without the matched text
 * @param alternatives what else it may be where nothing around it tells
 */
public record Finding(
        Entity entity,
        Place place,
        int start,
        int end,
        double score,
        String recogniser,
        String explanation,
        List<Entity> alternatives) {

    public Finding {
        alternatives = List.copyOf(alternatives);
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a span is not empty: " + start + ".." + end);
        }
        if (!(score > 0 && score <= 1)) {
            throw new IllegalArgumentException("a score is in (0, 1], was " + score);
        }
    }

    /** A finding that can be nothing else. */
    public Finding(
            Entity entity, Place place, int start, int end, double score, String recogniser, String explanation) {
        this(entity, place, start, end, score, recogniser, explanation, List.of());
    }

    /**
     * A string in a JSON document.
     *
     * @param pointer JSON Pointer (RFC 6901) of the string leaf, or of the member whose key it is
     * @param isKey whether the key itself holds the finding, not the value
     */
    public record Place(String pointer, boolean isKey) {}
}
