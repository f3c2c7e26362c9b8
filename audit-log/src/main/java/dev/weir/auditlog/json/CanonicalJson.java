package dev.weir.auditlog.json;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * JSON in the only form that RFC 8785 (JSON Canonicalization Scheme) gives a value: members sorted, no white space,
 * shortest escapes, numbers as ECMAScript prints them. Equal values have equal bytes.
 */
public final class CanonicalJson {

    private static final String HEX = "0123456789abcdef";

    private CanonicalJson() {}

    /**
     * The value in UTF-8.
     *
     * @throws JsonFormatException if a text holds half of a surrogate pair
     */
    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value as text.
     *
     * @throws JsonFormatException if a text holds half of a surrogate pair
     */
    public static String text(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.ObjectValue object -> writeMembers(object, out);
            case Json.ArrayValue array -> writeElements(array, out);
            case Json.StringValue string -> writeString(string.text(), out);
            case Json.NumberValue number -> out.append(EcmaScriptNumber.text(number.number()));
            case Json.BooleanValue truth -> out.append(truth.value());
            case Json.NullValue.NULL -> out.append("null");
        }
    }

    private static void writeMembers(Json.ObjectValue object, StringBuilder out) {
        char before = '{';
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            out.append(before);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void writeElements(Json.ArrayValue array, StringBuilder out) {
        out.append('[');
        for (Iterator<Json> elements = array.elements().iterator(); elements.hasNext(); ) {
            write(elements.next(), out);
            if (elements.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (Character.isSurrogate(unit)) {
                at = writePair(text, at, out);
            } else {
                writeUnit(unit, out);
            }
        }
        out.append('"');
    }

    /** Writes the pair that starts at an index and returns the index of its second half. */
    private static int writePair(String text, int at, StringBuilder out) {
        boolean whole = Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        if (!whole) {
            throw new JsonFormatException("a text holds half of a surrogate pair");
        }
        out.append(text, at, at + 2);
        return at + 1;
    }

    private static void writeUnit(char unit, StringBuilder out) {
        switch (unit) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (unit < 0x20) {
                    out.append("\\u00").append(HEX.charAt(unit >> 4)).append(HEX.charAt(unit & 15));
                } else {
                    out.append(unit);
                }
            }
        }
    }
}
