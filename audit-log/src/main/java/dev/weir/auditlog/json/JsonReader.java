package dev.weir.auditlog.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads JSON (RFC 8259) strictly: UTF-8 without errors, no member twice, nothing after the value, at most
 * {@value #MAX_DEPTH} levels deep. Messages name a position, never the text.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws JsonFormatException if the bytes aren't one JSON value
     */
    public static Json read(byte[] utf8) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new JsonFormatException("the text isn't UTF-8");
        }
    }

    /**
     * Reads one value.
     *
     * @throws JsonFormatException if the text isn't one JSON value
     */
    public static Json read(String text) {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        Json value = reader.value(0);
        reader.skipSpace();
        if (reader.at != text.length()) {
            throw reader.bad("nothing may follow the value");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("more than " + MAX_DEPTH + " levels");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.StringValue(string());
            case 't' -> word("true", new Json.BooleanValue(true));
            case 'f' -> word("false", new Json.BooleanValue(false));
            case 'n' -> word("null", Json.NullValue.NULL);
            default -> number();
        };
    }

    private Json object(int depth) {
        Map<String, Json> members = new TreeMap<>();
        at++;
        skipSpace();
        if (skip('}')) {
            return new Json.ObjectValue(members);
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            require(':');
            skipSpace();
            if (members.put(name, value(depth + 1)) != null) {
                throw bad("a member stands twice");
            }
            skipSpace();
        } while (skip(','));
        require('}');
        return new Json.ObjectValue(members);
    }

    private Json array(int depth) {
        List<Json> elements = new ArrayList<>();
        at++;
        skipSpace();
        if (skip(']')) {
            return new Json.ArrayValue(elements);
        }
        do {
            skipSpace();
            elements.add(value(depth + 1));
            skipSpace();
        } while (skip(','));
        require(']');
        return new Json.ArrayValue(elements);
    }

    private String string() {
        require('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char unit = peek();
            at++;
            if (unit == '"') {
                return out.toString();
            }
            if (unit < 0x20) {
                throw bad("a control character in a string");
            }
            out.append(unit == '\\' ? escaped() : unit);
        }
    }

    private char escaped() {
        char unit = peek();
        at++;
        return switch (unit) {
            case '"', '\\', '/' -> unit;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw bad("an unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = Character.digit(peek(), 16);
            if (value < 0) {
                throw bad("an escape needs four hexadecimal digits");
            }
            code = code * 16 + value;
            at++;
        }
        return (char) code;
    }

    private Json number() {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        return new Json.NumberValue(Double.parseDouble(text.substring(start, at)));
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw bad("a value was expected");
        }
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw bad("a value was expected");
        }
        at += word.length();
        return value;
    }

    private char peek() {
        if (at >= text.length()) {
            throw bad("the text ends too early");
        }
        return text.charAt(at);
    }

    private boolean skip(char unit) {
        boolean there = at < text.length() && text.charAt(at) == unit;
        if (there) {
            at++;
        }
        return there;
    }

    private void require(char unit) {
        if (!skip(unit)) {
            throw bad("`" + unit + "` was expected");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonFormatException bad(String what) {
        return new JsonFormatException("not JSON at character " + at + ": " + what);
    }
}
