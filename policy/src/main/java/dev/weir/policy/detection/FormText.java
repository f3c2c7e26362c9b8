package dev.weir.policy.detection;

/**
 * Reads the plus signs of form encoding ({@code application/x-www-form-urlencoded}) as the spaces they stand for. Only in
 * words that look encoded: with an escape in them, with several such signs, or with one between a word and what is long
 * enough to be a value, since a sum has plus signs too.
 */
final class FormText {

    private static final int MANY = 2;
    private static final int VALUE = 7;

    private FormText() {}

    /** The view with such signs as spaces; the view itself where there are none. */
    static TextView spaced(TextView view) {
        String text = view.text();
        if (text.indexOf('+') < 0) {
            return view;
        }
        var spaced = new TextView.Builder(view);
        boolean changed = false;
        for (int start = 0; start < text.length(); ) {
            int end = wordEnd(text, start);
            boolean encoded = isEncoded(text, start, end);
            for (int i = start; i < end; i++) {
                boolean space = encoded && isBetween(text, i);
                changed |= space;
                spaced.add(space ? ' ' : text.charAt(i), i, i + 1);
            }
            if (end < text.length()) {
                spaced.add(text.charAt(end), end, end + 1);
            }
            start = end + 1;
        }
        return changed ? spaced.build() : view;
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) > ' ') {
            i++;
        }
        return i;
    }

    private static boolean isEncoded(String text, int start, int end) {
        int signs = 0;
        boolean escapes = false;
        boolean afterWord = false;
        for (int i = start; i < end; i++) {
            signs += isBetween(text, i) ? 1 : 0;
            afterWord |= isBetween(text, i) && Character.isLetter(text.charAt(i - 1)) && end - i > VALUE;
            escapes |= text.charAt(i) == '%' && i + 2 < end && isHexadecimal(text, i + 1) && isHexadecimal(text, i + 2);
        }
        return signs >= MANY || (signs > 0 && escapes) || afterWord;
    }

    private static boolean isBetween(String text, int at) {
        return text.charAt(at) == '+'
                && at > 0
                && at + 1 < text.length()
                && text.charAt(at - 1) > ' '
                && text.charAt(at + 1) > ' ';
    }

    private static boolean isHexadecimal(String text, int at) {
        return text.charAt(at) < 128 && Character.digit(text.charAt(at), 16) >= 0;
    }
}
