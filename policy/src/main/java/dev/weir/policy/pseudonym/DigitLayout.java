package dev.weir.policy.pseudonym;

/** Puts other letters and digits where those of a value stand. */
final class DigitLayout {

    private DigitLayout() {}

    /** The digits of a text. */
    static String digits(String text) {
        return text.chars()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The letters and digits of a text. */
    static String symbols(String text) {
        return text.chars()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The layout of a value with other letters and digits; there must be as many of them. */
    static String lay(String value, String symbols) {
        var laid = new StringBuilder(value.length());
        int next = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            laid.append(Character.isLetterOrDigit(c) ? symbols.charAt(next++) : c);
        }
        return laid.toString();
    }

    /** Letters for letters of the same case and digits for digits; the first ones can be kept. */
    static String alike(String value, int kept, KeyedChoice choice) {
        var alike = new StringBuilder(value.length());
        int symbols = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean symbol = Character.isLetterOrDigit(c);
            if (!symbol || symbols++ < kept) {
                alike.append(c);
            } else if (Character.isDigit(c)) {
                alike.append(choice.digit());
            } else {
                alike.append((char) ((Character.isLowerCase(c) ? 'a' : 'A') + choice.below(26)));
            }
        }
        return alike.toString();
    }
}
