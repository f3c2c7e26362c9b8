package dev.weir.policy.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that is read field by field. One that lacks a field, holds a wrong type or a field that nobody reads is
 * malformed: a record that is half understood would be replayed as another one.
 */
final class JsonFields {
    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private JsonFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    static JsonFields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new MalformedRecordException((path.isEmpty() ? "the record" : "`" + path + "`") + " is no object");
        }
        return new JsonFields(node, path);
    }

    /** Makes sure that every field was read. */
    void finish() {
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                throw new MalformedRecordException("unknown field `" + place(shortened(name)) + "`");
            }
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    JsonFields object(String name) {
        return of(value(name), place(name));
    }

    List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode item : array(name)) {
            objects.add(of(item, place(name) + "[]"));
        }
        return objects;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isString()) {
                throw wrong(name, "a list of text");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    String text(String name) {
        JsonNode value = value(name);
        if (!value.isString()) {
            throw wrong(name, "text");
        }
        return value.stringValue();
    }

    boolean truth(String name) {
        JsonNode value = value(name);
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    int integer(String name) {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(name, "a whole number of 32 bits");
        }
        return value.intValue();
    }

    long longInteger(String name) {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number of 64 bits");
        }
        return value.longValue();
    }

    /** A number; what JSON can't write as one is text. */
    double number(String name) {
        JsonNode value = value(name);
        if (value.isString()) {
            return switch (value.stringValue()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw wrong(name, "a number");
            };
        }
        if (!value.isNumber()) {
            throw wrong(name, "a number");
        }
        return value.doubleValue();
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException _) {
            throw wrong(name, "an instant like 2026-01-01T12:00:00Z");
        }
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return word(text(name), name, type);
    }

    <E extends Enum<E>> E word(String written, String name, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(written))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(JsonFields::word)
                                                .toList())));
    }

    /** The names of this object's fields, for one whose fields are not known beforehand. */
    List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /** A constant as records write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    MalformedRecordException wrong(String name, String expected) {
        return new MalformedRecordException("`" + place(name) + "` must be " + expected);
    }

    private JsonNode array(String name) {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw wrong(name, "a list");
        }
        return value;
    }

    JsonNode value(String name) {
        read.add(name);
        return Optional.ofNullable(node.get(name))
                .orElseThrow(() -> new MalformedRecordException("the field `" + place(name) + "` is missing"));
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** An unknown name could be anything, so not much of it is shown. */
    private static String shortened(String name) {
        int most = 40;
        String printable = name.replaceAll("[^A-Za-z0-9_.-]", "?");
        return printable.length() <= most ? printable : printable.substring(0, most) + "...";
    }
}
