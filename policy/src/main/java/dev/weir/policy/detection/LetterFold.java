package dev.weir.policy.detection;

import java.text.Normalizer;

/**
 * Letters without case and accents, and the joints of words as blanks, so that one spelling of a word finds all of
 * them: {@code Số_Điện-Thoại} and {@code so dien thoai} are the same.
 */
final class LetterFold {

    /** Past the Latin blocks, letters have no accents that people leave out. */
    private static final int LATIN_END = 0x1F00;

    private static final char[] FOLDED = new char[LATIN_END];

    static {
        for (char c = 0; c < LATIN_END; c++) {
            FOLDED[c] = fold(c);
        }
    }

    private LetterFold() {}

    static char of(char c) {
        return c < LATIN_END ? FOLDED[c] : Character.toLowerCase(c);
    }

    static String of(String text) {
        var folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(of(text.charAt(i)));
        }
        return folded.toString();
    }

    private static char fold(char c) {
        char lower = Character.toLowerCase(c);
        return switch (lower) {
            case '_', '-', '\t', '\n', '\u00a0' -> ' ';
            case 'đ' -> 'd';
            case 'ł' -> 'l';
            case 'ø' -> 'o';
            case 'ı' -> 'i';
            case '\u2019' -> '\'';
            default -> lower < 128 ? lower : base(lower);
        };
    }

    private static char base(char c) {
        char base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
        return base < 128 && Character.isLetter(base) ? base : c;
    }
}
