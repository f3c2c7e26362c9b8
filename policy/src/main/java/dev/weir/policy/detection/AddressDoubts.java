package dev.weir.policy.detection;

import java.util.Locale;
import java.util.Set;

/** Tells addresses from what only looks like one: "investigate 3 bugs", "a 2 hour drive", "Place Order 55". */
final class AddressDoubts {

    /** Kinds of streets that are common words too; alone they need more to go by. */
    private static final Set<String> COMMON = Set.of(
            "way", "place", "drive", "close", "court", "walk", "hill", "row", "circle", "trail", "square", "route",
            "passage", "pl", "ct", "st", "dr", "cl", "cours", "largo", "corso", "via");

    /** Endings of English words that are kinds of streets elsewhere. */
    private static final Set<String> ENGLISH_ENDINGS = Set.of("ring", "gate", "tie", "gata", "tige");

    private static final int STREET_NUMBER = 20;

    private AddressDoubts() {}

    /**
     * Whether what a pattern matched is likely an address.
     *
     * @param kind where the word for the kind of street begins
     */
    static boolean isAddress(String text, int start, int end, int kind) {
        if (hasTail(text, start, end)) {
            return true;
        }
        int kindEnd = kind;
        while (kindEnd < end && Character.isLetter(text.charAt(kindEnd))) {
            kindEnd++;
        }
        String word = LetterFold.of(text.substring(kind, kindEnd));
        boolean inside = kind > start && Character.isLetter(text.charAt(kind - 1));
        if (inside) {
            return !ENGLISH_ENDINGS.contains(word) || !isEnglish(text, kind, kindEnd);
        }
        if (!COMMON.contains(word)) {
            return !Characters.isDigit(text.charAt(start)) || hasName(text, start, kind);
        }
        return Characters.isDigit(text.charAt(start))
                ? hasName(text, start, kind) && number(text, start) >= STREET_NUMBER
                : hasJoint(text.substring(kindEnd, end)) || word.equals("via");
    }

    /** A town or a code after a comma, or a code of five digits. */
    private static boolean hasTail(String text, int start, int end) {
        int digits = 0;
        for (int i = start + 1; i < end; i++) {
            digits = Characters.isDigit(text.charAt(i)) ? digits + 1 : 0;
            if (text.charAt(i) == ',' || (digits == 5 && i - start > 8)) {
                return true;
            }
        }
        return false;
    }

    /** "Bring", "navigate" and "necktie" begin a sentence or stand in it; "Ostring" has a stem that is a name. */
    private static boolean isEnglish(String text, int ending, int end) {
        int start = ending;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        boolean vowelBefore = "aeiou".indexOf(Character.toLowerCase(text.charAt(ending - 1))) >= 0;
        boolean shortStem = ending - start < 2;
        return Character.isLowerCase(text.charAt(start)) || vowelBefore || shortStem || end - start > 12;
    }

    private static boolean hasName(String text, int start, int kind) {
        for (int i = start; i < kind; i++) {
            if (Character.isUpperCase(text.charAt(i)) && Character.isLetter(text.charAt(Math.min(i + 1, kind - 1)))) {
                return true;
            }
        }
        return text.substring(start, kind).matches(".{0,40}\\d(?:st|nd|rd|th)\\s.{0,10}");
    }

    private static boolean hasJoint(String rest) {
        String lower = rest.toLowerCase(Locale.ROOT);
        return lower.matches("\\s(?:de|du|des|de la|d'|del|della|dei|da|do|le|la|les|von|van)\\W?.{1,200}");
    }

    private static int number(String text, int start) {
        int number = 0;
        for (int i = start; i < text.length() && i - start < 6 && Characters.isDigit(text.charAt(i)); i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
