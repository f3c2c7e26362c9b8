package dev.weir.localmodels.classify;

import java.util.stream.IntStream;

/**
 * A run of letters, a run of digits, or one character of another kind.
 *
 * @param start first UTF-16 unit in the original text
 * @param end UTF-16 unit after the last one
 * @param text what is read of it: compatibility-composed, without invisible characters, at most
 *     {@link WordSplitter#MAX_WORD} code points
 * @param spaced whether white space or the text's beginning precedes it
 * @param opensLine whether a line break or the text's beginning precedes it
 */
record Word(int start, int end, Kind kind, String text, boolean spaced, boolean opensLine) {

    private static final int SHAPES_WITHIN_LINES = 6;

    /** How words are told apart. */
    enum Kind {
        LETTERS,
        DIGITS,
        OTHER
    }

    /** Number of shapes, and the shape of the marks at a window's ends. */
    static final int SHAPE_OF_MARKS = 2 * SHAPES_WITHIN_LINES;

    /** 0 other, 1 lower, 2 title, 3 upper, 4 mixed, 5 digits; 6 more when the word opens a line. */
    int shape() {
        int shape = switch (kind) {
            case OTHER -> 0;
            case DIGITS -> 5;
            case LETTERS -> letterShape();
        };
        return opensLine ? shape + SHAPES_WITHIN_LINES : shape;
    }

    private int letterShape() {
        int letters = text.codePointCount(0, text.length());
        long upper = upperCase().count();
        if (upper == 0) {
            return 1;
        }
        if (letters > 1 && upper == letters) {
            return 3;
        }
        return upper == 1 && isUpper(text.codePointAt(0)) ? 2 : 4;
    }

    /** Whether it is letters in upper case throughout, three or more. */
    boolean shouted() {
        int letters = text.codePointCount(0, text.length());
        return kind == Kind.LETTERS && letters > 2 && upperCase().count() == letters;
    }

    private IntStream upperCase() {
        return text.codePoints().filter(Word::isUpper);
    }

    private static boolean isUpper(int codePoint) {
        return Character.getType(codePoint) == Character.UPPERCASE_LETTER;
    }
}
