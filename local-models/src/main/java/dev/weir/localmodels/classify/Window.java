package dev.weir.localmodels.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole words that are judged together, as the graph reads them.
 *
 * @param firstWord number of its first word in the text
 * @param tokens pieces and the two marks around them
 * @param shapes of each token's word
 * @param firstPieces for each word, where its first piece is among the tokens
 */
@SuppressWarnings("ArrayRecordComponent") // made for one run, never compared
record Window(int firstWord, int[] tokens, int[] shapes, int[] firstPieces) {

    /** Cuts a text's words into windows; each shares about {@code overlap} tokens with the one before it. */
    static List<Window> over(List<Word> words, WordPieces vocabulary, int room, int overlap) {
        List<int[]> pieces = words.stream().map(vocabulary::of).toList();
        List<Window> windows = new ArrayList<>();
        int start = 0;
        while (start < words.size()) {
            int end = start;
            int tokens = 0;
            while (end < words.size() && tokens + pieces.get(end).length <= room) {
                tokens += pieces.get(end++).length;
            }
            windows.add(of(words, pieces, start, end, tokens));
            start = end == words.size() ? end : nextStart(pieces, start, end, overlap);
        }
        return windows;
    }

    private static int nextStart(List<int[]> pieces, int start, int end, int overlap) {
        int back = end;
        int shared = 0;
        while (back - 1 > start && shared + pieces.get(back - 1).length <= overlap) {
            shared += pieces.get(--back).length;
        }
        return back;
    }

    private static Window of(List<Word> words, List<int[]> pieces, int start, int end, int count) {
        int[] tokens = new int[count + 2];
        int[] shapes = new int[count + 2];
        int[] firstPieces = new int[end - start];
        tokens[0] = WordPieces.BEGIN;
        shapes[0] = Word.SHAPE_OF_MARKS;
        int at = 1;
        for (int word = start; word < end; word++) {
            firstPieces[word - start] = at;
            int shape = words.get(word).shape();
            for (int piece : pieces.get(word)) {
                tokens[at] = piece;
                shapes[at++] = shape;
            }
        }
        tokens[at] = WordPieces.END;
        shapes[at] = Word.SHAPE_OF_MARKS;
        return new Window(start, tokens, shapes, firstPieces);
    }

    int words() {
        return firstPieces.length;
    }
}
