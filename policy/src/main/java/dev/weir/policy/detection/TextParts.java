package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The text parts of one message that follow each other, joined as the model reads them: a value may be cut in two. */
final class TextParts {

    /** How much of each part on either side of a cut is read again. */
    private static final int WINDOW = 4_096;

    /** How much of either side a model reads. */
    private static final int SEAM = 200;

    private TextParts() {}

    /**
     * One part.
     *
     * @param index in the array
     * @param from where in the part's text the joined text takes it up
     * @param joinedAt where in the joined text that is
     */
    record Part(int index, int from, int joinedAt, int length) {
        int joinedEnd() {
            return joinedAt + length;
        }
    }

    /** Parts that follow each other, and their text. */
    record Joined(List<Part> parts, String text) {

        /** What is around the cuts: the rest is read part by part. */
        List<Reading> seams() {
            return parts.stream()
                    .skip(1)
                    .map(Part::joinedAt)
                    .map(cut -> Reading.of(
                            "", TextView.of(text).slice(Math.max(0, cut - SEAM), Math.min(text.length(), cut + SEAM))))
                    .toList();
        }
    }

    /** Every run of two or more text parts in an array. */
    static List<Joined> of(JsonNode array) {
        var joined = new ArrayList<Joined>();
        int i = 0;
        while (i < array.size()) {
            int end = i;
            while (end < array.size() && isText(array.get(end))) {
                end++;
            }
            if (end - i > 1) {
                joined.add(join(array, i, end));
            }
            i = end + 1;
        }
        return joined;
    }

    private static boolean isText(JsonNode part) {
        return part.isObject() && part.path("text").isString();
    }

    private static Joined join(JsonNode array, int first, int end) {
        var text = new StringBuilder();
        var parts = new ArrayList<Part>();
        for (int i = first; i < end; i++) {
            String own = array.get(i).path("text").stringValue();
            if (own.length() > 2 * WINDOW) {
                parts.add(new Part(i, 0, text.length(), WINDOW));
                text.append(own, 0, WINDOW).append("\n\n");
                parts.add(new Part(i, own.length() - WINDOW, text.length(), WINDOW));
                text.append(own, own.length() - WINDOW, own.length());
            } else {
                parts.add(new Part(i, 0, text.length(), own.length()));
                text.append(own);
            }
        }
        return new Joined(List.copyOf(parts), text.toString());
    }
}
