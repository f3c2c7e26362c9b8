package dev.weir.policy.pseudonym;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/** The form in which two ways of writing one value are equal. It is only ever hashed. */
final class Canonical {

    private Canonical() {}

    /** The canonical form of a value of an entity. */
    static String of(String entity, String value) {
        String text = Normalizer.normalize(value, Normalizer.Form.NFKC).strip();
        return switch (entity) {
            case "EMAIL", "IP_ADDRESS" -> text.toLowerCase(Locale.ROOT);
            case "PHONE", "CREDIT_CARD", "US_SSN" -> digits(text);
            case "IBAN", "HEALTH_RECORD" -> alphanumeric(text).toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    /** A plus sign tells an international number from a national one with the same digits. */
    private static String digits(String text) {
        String digits = keep(text, Character::isDigit);
        return text.startsWith("+") ? "+" + digits : digits;
    }

    private static String alphanumeric(String text) {
        return keep(text, Character::isLetterOrDigit);
    }

    private static String keep(String text, IntPredicate kept) {
        return text.codePoints()
                .filter(kept)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
