package dev.weir.policy.yaml;

/**
 * Looks for words that are too long for anything that a policy says. The YAML parser copies all that it has read of a word
 * for each further kilobyte, so that a mebibyte without a space would cost it gigabytes.
 */
final class LongWords {
    private static final int LONGEST = 10_000;

    private LongWords() {}

    /** Reports the first of them, if there is one. */
    static void check(String text, ProblemLog log) {
        int line = 1;
        int start = 0;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                line++;
                lineStart = i + 1;
            }
            if (Character.isWhitespace(character)) {
                start = i + 1;
            } else if (i - start >= LONGEST && isWord(text, start, i)) {
                SourcePosition position = log.at(line, text.codePointCount(lineStart, start) + 1);
                String message = "more than " + LONGEST + " characters without a space";
                log.add(ProblemCode.TOO_LARGE, position, message, "put long word lists in dictionaries");
                return;
            } else if (i - start >= LONGEST) {
                start = i + 1;
            }
        }
    }

    /** JSON without spaces has brackets and quotes between its words. */
    private static boolean isWord(String text, int from, int to) {
        return text.substring(from, to).chars().noneMatch(c -> ",[]{}\"'".indexOf(c) >= 0);
    }
}
