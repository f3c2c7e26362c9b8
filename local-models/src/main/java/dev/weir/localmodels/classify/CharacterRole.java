package dev.weir.localmodels.classify;

/** What a character does to the word it is met in. */
enum CharacterRole {
    LETTER,
    DIGIT,
    /** Combines with what precedes it. */
    MARK,
    SPACE,
    /** Formats the text and is read over. */
    INVISIBLE,
    /** A word of its own. */
    OTHER;

    static CharacterRole of(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT -> INVISIBLE;
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL -> SPACE;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> MARK;
            case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> writtenWithoutSpaces(codePoint) ? OTHER : LETTER;
            default -> OTHER;
        };
    }

    static boolean breaksLine(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == 0x2028 || codePoint == 0x2029;
    }

    /** Thai, Lao, Burmese, Khmer, Chinese and Japanese: each character is a word of its own. */
    private static boolean writtenWithoutSpaces(int codePoint) {
        return codePoint >= 0x0E00
                && (codePoint <= 0x0EFF
                        || between(codePoint, 0x1000, 0x109F)
                        || between(codePoint, 0x1780, 0x17FF)
                        || between(codePoint, 0x2E80, 0x9FFF)
                        || between(codePoint, 0xF900, 0xFAFF)
                        || between(codePoint, 0x20000, 0x3FFFF));
    }

    private static boolean between(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
