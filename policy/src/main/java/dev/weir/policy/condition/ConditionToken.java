package dev.weir.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One word of a condition: what is left of CEL when spaces and comments are taken away. Serves to compare conditions by
 * what they say and to change one word of them; what a condition means is the compiler's to say.
 *
 * @param text as written
 * @param start first UTF-16 unit in the condition
 * @param end one past the last
 */
public record ConditionToken(Kind kind, String text, int start, int end) {

    /** Sorts of words. */
    public enum Kind {
        TEXT,
        NUMBER,
        NAME,
        OPERATOR
    }

    // Every repetition is possessive, so that no input makes it go back.
    private static final Pattern TOKEN = Pattern.compile("(?<space>[ \\t\\n\\f\\r]++|//[^\\n]*+)"
            + "|(?<text>[bB]?[rR](?:\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|\"[^\"\\n]*+\"|'[^'\\n]*+')"
            + "|[bB]?(?:\"\"\"(?s:(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+)\"\"\"|'''(?s:(?:[^'\\\\]++|\\\\.|'(?!''))*+)'''"
            + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\\n]++|\\\\.)*+'))"
            + "|(?<number>0[xX][0-9a-fA-F]++[uU]?|(?:[0-9]++(?:\\.[0-9]++)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?[uU]?)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*+|`[^`\\n]*+`)"
            + "|(?<operator><=|>=|==|!=|&&|\\|\\||(?s:.))");
    private static final Pattern PLAIN_TEXT = Pattern.compile("([\"'])([^\"'\\\\\\n]*)\\1");

    /** The words of a condition, in order. Any text has some; one that isn't CEL has odd ones. */
    public static List<ConditionToken> of(String condition) {
        List<ConditionToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(condition);
        while (matcher.find()) {
            if (matcher.start("space") < 0) {
                tokens.add(new ConditionToken(kind(matcher), matcher.group(), matcher.start(), matcher.end()));
            }
        }
        return List.copyOf(tokens);
    }

    /** The condition in one form, whatever its spaces, comments and quotes: equal forms say the same. */
    public static String canonical(String condition) {
        return of(condition).stream().map(ConditionToken::canonical).collect(Collectors.joining(" "));
    }

    /** Whether this is the operator written so. */
    public boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    private String canonical() {
        Matcher plain = PLAIN_TEXT.matcher(text);
        return kind == Kind.TEXT && plain.matches() ? "'" + plain.group(2) + "'" : text;
    }

    private static Kind kind(Matcher matcher) {
        if (matcher.start("text") >= 0) {
            return Kind.TEXT;
        }
        if (matcher.start("number") >= 0) {
            return Kind.NUMBER;
        }
        return matcher.start("name") >= 0 ? Kind.NAME : Kind.OPERATOR;
    }
}
