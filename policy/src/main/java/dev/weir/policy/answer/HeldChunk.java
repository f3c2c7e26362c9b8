package dev.weir.policy.answer;

import dev.weir.policy.pseudonym.DeltaField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A chunk of a streamed answer that waits until all its text is judged. Not thread-safe. */
final class HeldChunk {

    private final ObjectNode chunk;
    private final List<Piece> pieces = new ArrayList<>();

    HeldChunk(ObjectNode chunk) {
        this.chunk = chunk;
    }

    /** A part of a field that this chunk carries, and what of it is masked. */
    private record Piece(
            DeltaField.Located located, ObjectNode choice, FieldText field, int start, int end, List<Mask> masks) {}

    /**
     * @param from place in the field
     * @param text stands in its stead; empty in all chunks but the first that it touches
     */
    private record Mask(int from, int to, String text) {}

    void add(DeltaField.Located located, ObjectNode choice, FieldText field, int start) {
        pieces.add(
                new Piece(located, choice, field, start, start + located.text().length(), new ArrayList<>()));
    }

    /** Masks a stretch of a field as far as it lies in this chunk; says whether the mask's text is put there. */
    boolean mask(FieldText field, int from, int to, String text) {
        boolean written = false;
        for (Piece piece : pieces) {
            if (piece.field() == field && piece.start() < to && from < piece.end()) {
                piece.masks()
                        .add(new Mask(Math.max(from, piece.start()), Math.min(to, piece.end()), written ? "" : text));
                written = true;
            }
        }
        return written;
    }

    boolean isJudged() {
        return pieces.stream().allMatch(piece -> piece.end() <= piece.field().judged());
    }

    /** The chunk with its masks. */
    ObjectNode released() {
        for (Piece piece : pieces) {
            if (!piece.masks().isEmpty()) {
                piece.located().replace(masked(piece));
                if (piece.choice().path("logprobs").isObject()) {
                    piece.choice().putNull("logprobs");
                }
            }
        }
        return chunk;
    }

    private static String masked(Piece piece) {
        var text = new StringBuilder(piece.located().text());
        piece.masks().stream()
                .sorted(Comparator.comparingInt(Mask::from).reversed())
                .forEach(mask -> text.replace(mask.from() - piece.start(), mask.to() - piece.start(), mask.text()));
        return text.toString();
    }
}
