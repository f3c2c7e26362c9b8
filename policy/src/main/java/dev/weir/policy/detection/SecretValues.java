package dev.weir.policy.detection;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells values that look random from words, variables and stand-ins. */
final class SecretValues {

    private static final List<String> STAND_INS = List.of(
            "xxxx",
            "****",
            "....",
            "${",
            "{{",
            "$(",
            "%(",
            "#{",
            "<",
            "your",
            "placeholder",
            "####",
            "randomstring",
            "tokenhere",
            "keyhere",
            "redacted",
            "changeme",
            "insert",
            "example",
            "process.env",
            "environ",
            "getenv",
            "secrets.",
            "vault:",
            "..");
    private static final Set<String> WORDS = Set.of(
            "null",
            "none",
            "nil",
            "true",
            "false",
            "undefined",
            "string",
            "password",
            "token",
            "secret",
            "required",
            "optional",
            "hidden",
            "text",
            "str",
            "user",
            "default",
            "unknown",
            "missing");
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int LONGEST_ROW = 10;

    private SecretValues() {}

    /** Whether a value stands where a secret would: a variable, a template, an example, a row of x. */
    static boolean isStandIn(String value) {
        if (value.isEmpty() || ("$%<{[(@&*".indexOf(value.charAt(0)) >= 0 && !hasDigit(value.substring(1)))) {
            return true;
        }
        if ("${[<".indexOf(value.charAt(0)) >= 0 && !value.startsWith("$2") && !value.startsWith("$argon")) {
            return true;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return WORDS.contains(lower)
                || value.chars().distinct().count() <= 2
                || STAND_INS.stream().anyMatch(lower::contains);
    }

    static boolean isUuid(String value) {
        return UUID.matcher(value).matches();
    }

    /** Whether someone chose it as a password: no plain word, no path, no code. */
    static boolean isPassword(String value) {
        if (value.length() < 5 || isStandIn(value) || isCode(value)) {
            return false;
        }
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean symbol = value.chars().skip(1).anyMatch(c -> "!@#$%^&*+=?~".indexOf(c) >= 0);
        boolean innerUpper = value.chars().skip(1).anyMatch(Character::isUpperCase)
                && value.chars().anyMatch(Character::isLowerCase);
        return (hasDigit(value) && (letter || value.length() >= 6))
                || (letter && symbol)
                || (innerUpper && value.length() >= 8 && entropy(value) > 3 && caseChanges(value) > 3);
    }

    /** Whether it may be a password that somebody chose badly: one long word. */
    static boolean isWeakPassword(String value) {
        return value.length() >= 8
                && !isStandIn(value)
                && !value.contains("pass")
                && value.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** Whether it was drawn at random: long, varied, letters and digits mixed, no words joined by dashes or dots. */
    static boolean isRandom(String value) {
        if (value.length() < 10 || isStandIn(value) || isCode(value) || isWordy(value)) {
            return false;
        }
        double needed = value.length() < 20 ? 2.6 : 2.9;
        boolean mixed = hasDigit(value) && value.chars().anyMatch(Characters.LETTER);
        return entropy(value) >= needed
                && (mixed || (caseChanges(value) >= value.length() / 4 && value.length() >= 20));
    }

    /** Shannon entropy in bits per character. */
    static double entropy(String value) {
        int[] counts = new int[128];
        int other = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 128) {
                counts[c]++;
            } else {
                other++;
            }
        }
        double bits = term(other, value.length());
        for (int count : counts) {
            bits += term(count, value.length());
        }
        return bits;
    }

    private static double term(int count, int total) {
        double share = (double) count / total;
        return count == 0 ? 0 : -share * Math.log(share) / Math.log(2);
    }

    private static boolean isCode(String value) {
        return value.indexOf('(') >= 0 || value.contains("::") || value.contains("->") || value.contains("://");
    }

    /** Segments between joints that are words with at most a number at the end. */
    private static boolean isWordy(String value) {
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || "._-/:+".indexOf(value.charAt(i)) >= 0) {
                if (!isWord(value, from, i)) {
                    return false;
                }
                from = i + 1;
            }
        }
        return true;
    }

    private static boolean isWord(String value, int from, int to) {
        int changes = 0;
        for (int i = from + 1; i < to; i++) {
            boolean digit = Characters.isDigit(value.charAt(i));
            changes += digit == Characters.isDigit(value.charAt(i - 1)) ? 0 : 1;
        }
        boolean randomCase = to - from >= 20 && caseChanges(value.substring(from, to)) >= (to - from) / 4;
        boolean longWithDigits =
                to - from >= 20 && Characters.digits(value, from, to).length() >= 2;
        return changes <= 1 && !randomCase && !longWithDigits;
    }

    /** Whether it has digits or both cases: long words have neither. */
    static boolean isMixed(String value) {
        boolean upper = value.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        boolean lower = value.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        return hasDigit(value) || (upper && lower);
    }

    /** Whether one character comes many times in a row, as stand-ins have it. */
    static boolean hasRow(String value) {
        int row = 1;
        for (int i = 1; i < value.length() && row < LONGEST_ROW; i++) {
            row = value.charAt(i) == value.charAt(i - 1) ? row + 1 : 1;
        }
        return row >= LONGEST_ROW;
    }

    /** Whether it is one run of letters and digits. */
    static boolean isSolid(String value) {
        return value.chars().allMatch(c -> Characters.isAlphanumeric((char) c));
    }

    private static int caseChanges(String value) {
        int changes = 0;
        for (int i = 1; i < value.length(); i++) {
            changes += Character.isUpperCase(value.charAt(i)) == Character.isUpperCase(value.charAt(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    private static boolean hasDigit(String value) {
        return value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
