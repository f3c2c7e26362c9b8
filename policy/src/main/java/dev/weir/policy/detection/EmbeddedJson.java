package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON written inside a string, as in the arguments of a tool call: its strings, keys and numbers, each as a view with
 * its escapes undone that points into the outer string.
 */
public final class EmbeddedJson {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private EmbeddedJson() {}

    /**
     * One token of embedded JSON.
     *
     * @param key the nearest key before it; empty where there is none, and for keys themselves
     * @param view its text without quotes and escapes
     */
    public record Token(Kind kind, String key, TextView view) {}

    /** What a token is. */
    public enum Kind {
        KEY,
        STRING,
        NUMBER
    }

    /** The tokens of a text that is JSON as a whole: one object or array, or several one after the other. */
    public static List<Token> tokens(TextView view) {
        return isJson(view.text()) ? scan(view) : List.of();
    }

    private static boolean isJson(String text) {
        int first = 0;
        int last = text.length() - 1;
        while (first < last && text.charAt(first) <= ' ') {
            first++;
        }
        while (last > first && text.charAt(last) <= ' ') {
            last--;
        }
        if (first >= last || !closes(text.charAt(first), text.charAt(last))) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                // Only whether it parses matters.
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Several documents one after the other may begin and end with different brackets. */
    private static boolean closes(char first, char last) {
        return (first == '{' || first == '[') && (last == '}' || last == ']');
    }

    /** INVARIANT: the text is valid JSON, so every quote outside a string opens one. */
    private static List<Token> scan(TextView view) {
        String text = view.text();
        var tokens = new ArrayList<Token>();
        String key = "";
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '"') {
                int close = closingQuote(text, i + 1);
                TextView inner = unescape(view.slice(i + 1, close));
                boolean isKey = isKey(text, close + 1);
                tokens.add(new Token(isKey ? Kind.KEY : Kind.STRING, isKey ? "" : key, inner));
                key = isKey ? inner.text() : key;
                i = close + 1;
            } else if (c == '-' || isDigit(c)) {
                int end = numberEnd(text, i);
                tokens.add(new Token(Kind.NUMBER, key, view.slice(i, end)));
                i = end;
            } else {
                i++;
            }
        }
        return tokens;
    }

    private static int closingQuote(String text, int from) {
        int i = from;
        while (text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean isKey(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i < text.length() && text.charAt(i) == ':';
    }

    private static int numberEnd(String text, int from) {
        int i = from;
        while (i < text.length() && (isDigit(text.charAt(i)) || "+-.eE".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static TextView unescape(TextView raw) {
        String text = raw.text();
        if (text.indexOf('\\') < 0) {
            return raw;
        }
        var plain = new TextView.Builder(raw);
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) != '\\') {
                plain.add(text.charAt(i), i, i + 1);
                i++;
            } else if (text.charAt(i + 1) == 'u') {
                plain.add((char) Integer.parseInt(text, i + 2, i + 6, 16), i, i + 6);
                i += 6;
            } else {
                plain.add(ESCAPED.charAt(ESCAPES.indexOf(text.charAt(i + 1))), i, i + 2);
                i += 2;
            }
        }
        return plain.build();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
