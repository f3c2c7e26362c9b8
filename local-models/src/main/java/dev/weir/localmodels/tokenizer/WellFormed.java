package dev.weir.localmodels.tokenizer;

/** Java strings may hold halves of surrogate pairs, which no UTF-8 can carry. */
final class WellFormed {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /** {@code text} with lone surrogates replaced by U+FFFD. */
    static String text(String text) {
        int at = firstLoneSurrogate(text);
        if (at < 0) {
            return text;
        }
        StringBuilder wellFormed = new StringBuilder(text.length()).append(text, 0, at);
        text.substring(at)
                .codePoints()
                .map(point -> isSurrogate(point) ? REPLACEMENT : point)
                .forEach(wellFormed::appendCodePoint);
        return wellFormed.toString();
    }

    private static int firstLoneSurrogate(String text) {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (isSurrogate(point)) {
                return at;
            }
            at += Character.charCount(point);
        }
        return -1;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
