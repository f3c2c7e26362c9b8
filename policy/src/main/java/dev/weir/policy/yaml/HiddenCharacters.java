package dev.weir.policy.yaml;

/**
 * Looks for characters that make a file read otherwise than it looks. YAML ends a line, and with it a comment, at
 * characters that most editors and diffs don't: a reviewer would take what follows for a part of the comment. Characters
 * that reverse the direction of writing show a line in another order than it has.
 */
final class HiddenCharacters {
    private static final int NEXT_LINE = 0x85;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private HiddenCharacters() {}

    /** Reports the first of them, if there is one. */
    static void check(String text, ProblemLog log) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            boolean loneReturn = character == '\r' && !text.startsWith("\n", i + 1);
            if (loneReturn || isHidden(character)) {
                String message = "the character U+" + String.format("%04X", character)
                        + " makes the file look otherwise" + " than it reads";
                log.add(ProblemCode.HIDDEN_CHARACTER, log.at(line, column), message, "remove it");
                return;
            }
            column = character == '\n' ? 1 : column + 1;
            line += character == '\n' ? 1 : 0;
        }
    }

    /** Text of which nothing is hidden any more; what is must stand in double quotes, where YAML knows escapes. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isHidden(character)) {
                out.append(String.format("\\u%04X", character));
            } else {
                out.appendCodePoint(character);
            }
        });
        return out.toString();
    }

    private static boolean isHidden(int character) {
        return character == NEXT_LINE
                || character == LINE_SEPARATOR
                || character == PARAGRAPH_SEPARATOR
                || character == BYTE_ORDER_MARK
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
