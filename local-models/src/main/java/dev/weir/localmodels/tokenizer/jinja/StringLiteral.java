package dev.weir.localmodels.tokenizer.jinja;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes in text literals, as Python reads them. */
final class StringLiteral {

    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:x(?<x>\\p{XDigit}{2})|u(?<u>\\p{XDigit}{4})|U(?<long>\\p{XDigit}{8})|(?<one>.))", Pattern.DOTALL);

    private StringLiteral() {}

    static String unescape(String literal) {
        return literal.indexOf('\\') < 0
                ? literal
                : ESCAPE.matcher(literal).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape)));
    }

    private static String meaning(MatchResult escape) {
        for (String digits : new String[] {"x", "u", "long"}) {
            if (escape.group(digits) != null) {
                int point = Integer.parseUnsignedInt(escape.group(digits), 16);
                if (!Character.isValidCodePoint(point)) {
                    throw new TemplateFailure("a text names a character that doesn't exist");
                }
                return Character.toString(point);
            }
        }
        return switch (escape.group("one")) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "b" -> "\b";
            case "f" -> "\f";
            case "v" -> "\u000B";
            case "a" -> "\u0007";
            case "0" -> "\0";
            case "\\", "'", "\"" -> escape.group("one");
            case "\n" -> "";
            default -> escape.group();
        };
    }
}
