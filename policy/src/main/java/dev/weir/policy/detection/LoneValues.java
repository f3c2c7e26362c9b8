package dev.weir.policy.detection;

/** Tells texts that are nothing but values: the answer to "what is your number?", a cell of a table. */
final class LoneValues {

    private static final int MAX_LENGTH = 80;
    private static final int MAX_LETTERS = 3;

    private LoneValues() {}

    /** Whether there are digits, and between the words that hold them no more than an "and". */
    static boolean isOnlyValues(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        int loneLetters = 0;
        boolean anyDigit = false;
        for (int i = 0; i < text.length(); ) {
            int end = i;
            boolean digit = false;
            while (end < text.length() && Characters.isWord(text.charAt(end))) {
                digit |= Characters.isDigit(text.charAt(end));
                end++;
            }
            anyDigit |= digit;
            loneLetters += digit ? 0 : end - i;
            if (end < text.length() && "=:{}$<>%".indexOf(text.charAt(end)) >= 0) {
                return false;
            }
            i = end + 1;
        }
        return anyDigit && loneLetters <= MAX_LETTERS;
    }
}
