package dev.weir.localmodels.classify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Cuts words into the pieces of a unigram vocabulary: the cut whose scores have the highest sum.
 *
 * <p>Source: T. Kudo, Subword Regularization (2018), with the vocabulary of XLM-RoBERTa cut down. A word's time is
 * bounded, since {@link WordSplitter} bounds its length. Immutable.
 *
 * <p>INVARIANT: the training recipe's {@code pieces.py} does exactly the same; whole scores and strict comparisons keep
 * the two equal.
 */
final class WordPieces {

    /** The mark at a window's beginning. */
    static final int BEGIN = 0;

    /** The mark at a window's end. */
    static final int END = 1;

    /** Pieces of a word that are read; what follows in a long one says little. */
    static final int MAX_PIECES = 8;

    private static final int UNKNOWN = 2;
    private static final int SPECIAL = 3;
    private static final int UNKNOWN_SCORE = -30_000;
    private static final int UNREACHED = Integer.MIN_VALUE;
    private static final int MAX_PIECE = 16;
    private static final String AFTER_SPACE = "\u2581";

    private final PieceTrie trie;
    private final int[] scores;

    private WordPieces(PieceTrie trie, int[] scores) {
        this.trie = trie;
        this.scores = scores;
    }

    /**
     * Reads a vocabulary: a piece, a tab and its score in thousandths a line.
     *
     * @throws ClassifierException if a line is not of this form
     */
    static WordPieces read(byte[] file) {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        PieceTrie trie = new PieceTrie(lines.size());
        int[] scores = new int[lines.size() + SPECIAL];
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int tab = line.lastIndexOf('\t');
            if (tab < 1) {
                throw new ClassifierException("line " + (i + 1) + " of the vocabulary is no piece and score");
            }
            trie.put(line.substring(0, tab), i + SPECIAL);
            scores[i + SPECIAL] = Integer.parseInt(line, tab + 1, line.length(), 10);
        }
        return new WordPieces(trie, scores);
    }

    /** The numbers of a word's pieces, at most {@link #MAX_PIECES}. A word in upper case may be read as a title. */
    int[] of(Word word) {
        String prefix = word.spaced() ? AFTER_SPACE : "";
        int[] pieces = cut(prefix + word.text());
        if (word.shouted()) {
            int second = word.text().offsetByCodePoints(0, 1);
            int[] title = cut(prefix
                    + word.text().substring(0, second)
                    + word.text().substring(second).toLowerCase(Locale.ROOT));
            pieces = title.length < pieces.length ? title : pieces;
        }
        return pieces.length > MAX_PIECES ? Arrays.copyOf(pieces, MAX_PIECES) : pieces;
    }

    private int[] cut(String text) {
        int[] characters = text.codePoints().toArray();
        int[] best = new int[characters.length + 1];
        int[] from = new int[characters.length + 1];
        int[] piece = new int[characters.length + 1];
        Arrays.fill(best, 1, best.length, UNREACHED);
        for (int start = 0; start < characters.length; start++) {
            int node = PieceTrie.ROOT;
            for (int end = start + 1; end <= Math.min(characters.length, start + MAX_PIECE); end++) {
                node = trie.child(node, characters[end - 1]);
                if (node == PieceTrie.NONE) {
                    break;
                }
                int found = trie.value(node);
                if (found != PieceTrie.NONE && best[start] + scores[found] > best[end]) {
                    best[end] = best[start] + scores[found];
                    from[end] = start;
                    piece[end] = found;
                }
            }
            if (best[start] + UNKNOWN_SCORE > best[start + 1]) {
                best[start + 1] = best[start] + UNKNOWN_SCORE;
                from[start + 1] = start;
                piece[start + 1] = UNKNOWN;
            }
        }
        return backwards(from, piece);
    }

    private static int[] backwards(int[] from, int[] piece) {
        int[] reversed = new int[from.length];
        int count = 0;
        for (int at = from.length - 1; at > 0; at = from[at]) {
            reversed[count++] = piece[at];
        }
        int[] pieces = new int[count];
        for (int i = 0; i < count; i++) {
            pieces[i] = reversed[count - 1 - i];
        }
        return pieces;
    }
}
