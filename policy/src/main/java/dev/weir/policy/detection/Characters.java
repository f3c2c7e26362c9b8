package dev.weir.policy.detection;

import java.util.function.IntPredicate;

/** Classes of characters that recognisers ask about. ASCII unless said otherwise. */
final class Characters {

    /** ASCII letters, for streams of characters. */
    static final IntPredicate LETTER = c -> isAsciiLetter((char) c);

    private Characters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || isAsciiLetter(c);
    }

    /** Letters and digits of any script. */
    static boolean isWord(char c) {
        return c < 128 ? isAlphanumeric(c) : Character.isLetterOrDigit(c);
    }

    /** Whether the character at {@code index} exists and is a letter or digit of any script. */
    static boolean isWordAt(String text, int index) {
        return index >= 0 && index < text.length() && isWord(text.charAt(index));
    }

    static boolean isDigitAt(String text, int index) {
        return index >= 0 && index < text.length() && isDigit(text.charAt(index));
    }

    /** Whether a token may begin at {@code index}: no letter or digit before it, or only the letter of an escape. */
    static boolean isTokenStart(String text, int index) {
        return !isWordAt(text, index - 1)
                || (index >= 2 && text.charAt(index - 2) == '\\' && "nrtbf".indexOf(text.charAt(index - 1)) >= 0);
    }

    /** The digits of a stretch of text, without what stands between them. */
    static String digits(String text, int start, int end) {
        var digits = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }
}
