package dev.weir.policy.injection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What of a text tells whether it tries to give orders to a model: its words and pairs of words, its runs of three and
 * four letters, and its form. Words and runs are hashed into {@link #BUCKETS} numbers; the last {@link #FORMS} numbers are
 * the form's. Case, spaces and line ends don't matter.
 *
 * <p>Design: a text is cut into blocks of {@link #BLOCK} characters, and each block's features are found once; a window is
 * two blocks that follow each other. So a short order in a long text fills much of some window, and the cost is linear.
 */
final class InjectionFeatures {

    /** Nothing. */
    static final Block EMPTY = new Block(new int[0], new int[0], new int[5]);

    /** Numbers of hashed features. */
    static final int BUCKETS = 1 << 16;
    /** Numbers of features of form. */
    static final int FORMS = 8;
    /** UTF-16 units of a block. */
    static final int BLOCK = 400;

    private static final int BASE = 0x01000193;
    private static final int WORD = 0x5bd1e995;
    private static final int PAIR = 0x27d4eb2f;
    private static final int LETTERS = 0x165667b1;
    private static final int LONG_TEXT = 4000;
    /** From here on scripts write words without blanks between them. */
    private static final char UNSPACED = 0x0E00;

    private InjectionFeatures() {}

    /**
     * The features of one block.
     *
     * @param words buckets of words and pairs
     * @param letters buckets of runs of letters
     * @param form counts from which the features of form are reckoned
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read within this package, once for each block
    record Block(int[] words, int[] letters, int[] form) {}

    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start);
            blocks.add(block(text, start, end));
            start = end;
        }
        return blocks;
    }

    /** A block ends with a word where it can. */
    private static int end(String text, int start) {
        int end = Math.min(text.length(), start + BLOCK);
        for (int back = end; back < text.length() && back > end - BLOCK / 8; back--) {
            if (Character.isWhitespace(text.charAt(back))) {
                return back;
            }
        }
        return end;
    }

    private static Block block(String text, int start, int end) {
        Buckets words = new Buckets((end - start) / 2 + 8);
        Buckets letters = new Buckets(2 * (end - start) + 8);
        int[] form = new int[5];
        int word = 0;
        int before = 0;
        int c1 = ' ';
        int c2 = ' ';
        int c3 = ' ';
        for (int i = start; i <= end; i++) {
            char raw = i < end ? text.charAt(i) : ' ';
            char c = plain(raw);
            if (i < end) {
                count(raw, c, form);
            }
            if (!(c == ' ' && c1 == ' ')) {
                int three = LETTERS + ((((c2 * BASE) ^ c1) * BASE) ^ c);
                if (c2 != ' ' || c1 != ' ') {
                    letters.add(three);
                    letters.add(((c3 * BASE) ^ three) * PAIR);
                }
                c3 = c2;
                c2 = c1;
                c1 = c;
            }
            if (isLetter(c)) {
                word = ((word == 0 ? WORD : word) * BASE) ^ c;
                if (c >= UNSPACED) {
                    words.add(word);
                    words.add((before * PAIR) ^ word);
                    before = word;
                    word = 0;
                }
            } else if (word != 0) {
                words.add(word);
                words.add((before * PAIR) ^ word);
                before = word;
                word = 0;
            }
        }
        return new Block(words.all(), letters.all(), form);
    }

    private static char plain(char c) {
        if (c <= ' ' || Character.isWhitespace(c)) {
            return ' ';
        }
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c >= '0' && c <= '9' ? '0' : c;
        }
        return Character.toLowerCase(c);
    }

    private static boolean isLetter(char c) {
        if (c < 128) {
            return (c >= 'a' && c <= 'z') || c == '0' || c == '\'';
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static void count(char raw, char c, int[] form) {
        form[0]++;
        if (c == ' ') {
            form[1]++;
        } else if (!isLetter(c)) {
            form[2]++;
        } else if (raw != c && raw < 128 && c != '0') {
            form[3]++;
        }
        if (raw >= 128) {
            form[4]++;
        }
    }

    /** Features of the form of a window, in [0, 1]. */
    static double[] form(Block a, Block b, int textLength) {
        double all = Math.max(1, a.form()[0] + b.form()[0]);
        double[] form = new double[FORMS];
        form[0] = 1;
        form[1] = (a.form()[1] + b.form()[1]) / all;
        form[2] = (a.form()[2] + b.form()[2]) / all;
        form[3] = (a.form()[3] + b.form()[3]) / all;
        form[4] = (a.form()[4] + b.form()[4]) / all;
        form[5] = Math.min(1, all / (2.0 * BLOCK));
        form[6] = Math.min(1, textLength / (double) LONG_TEXT);
        form[7] = form[2] > 0.2 ? 1 : 0;
        return form;
    }

    static int bucket(int hash) {
        int mixed = hash * 0x9e3779b1;
        return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
    }

    /** Grows as needed. Not thread-safe. */
    private static final class Buckets {
        private int[] buckets;
        private int size;

        Buckets(int capacity) {
            buckets = new int[capacity];
        }

        void add(int hash) {
            if (size == buckets.length) {
                buckets = Arrays.copyOf(buckets, 2 * size);
            }
            buckets[size++] = bucket(hash);
        }

        int[] all() {
            return Arrays.copyOf(buckets, size);
        }
    }
}
