package dev.weir.policy.pseudonym;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** The form in which two ways of writing one value are equal. It is only ever hashed. */
final class Canonical {

    private static final Pattern SPACES = Pattern.compile("\\s{1,64}");
    /** A number in groups: how it is grouped makes no difference. */
    private static final Pattern GROUPED = Pattern.compile("\\d(?:[ -]?\\d){5,30}");

    private Canonical() {}

    /** The canonical form of a value of an entity. */
    static String of(String entity, String value) {
        String text = Normalizer.normalize(value, Normalizer.Form.NFKC).strip();
        return switch (entity) {
            case "EMAIL", "IP_ADDRESS" -> text.toLowerCase(Locale.ROOT);
            case "PHONE", "CREDIT_CARD", "US_SSN" -> digits(text);
            case "IBAN", "HEALTH_RECORD" -> alphanumeric(text).toUpperCase(Locale.ROOT);
            case "PERSON" -> SPACES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
            default -> GROUPED.matcher(text).matches() ? digits(text) : text;
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
