package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.List;

/** Where the characters of a text are once its surrogates are restored. Counts code points. Not thread-safe. */
final class PositionMap {

    /** Up to a place in the text as it came, what follows is shifted by so much. */
    private record Edit(int from, int to, int restoredTo) {}

    private final List<Edit> edits = new ArrayList<>();
    private int read;
    private int written;

    void kept(CharSequence text, int from, int to) {
        int points = Character.codePointCount(text, from, to);
        read += points;
        written += points;
    }

    void replaced(CharSequence text, int from, int to, String by) {
        int start = read;
        read += Character.codePointCount(text, from, to);
        written += by.codePointCount(0, by.length());
        edits.add(new Edit(start, read, written));
    }

    /** Where a place in the text as it came is now; inside of what was replaced, where the replacement ends. */
    int restored(int place) {
        int shift = 0;
        for (Edit edit : edits) {
            if (place <= edit.from) {
                break;
            }
            if (place < edit.to) {
                return edit.restoredTo;
            }
            shift = edit.restoredTo - edit.to;
        }
        return place + shift;
    }
}
