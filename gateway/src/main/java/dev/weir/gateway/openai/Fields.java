package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one JSON object, read without coercion; an explicit null is an absent field. Errors name the field by
 * its path in the request and never quote what was sent.
 *
 * @param path where the object is: empty for the request itself, else {@code messages[0]}
 */
record Fields(ObjectNode object, String path) {

    static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw wrongType(path, "an object", node);
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Optional<JsonNode> get(String name) {
        return object.optional(name).filter(node -> !node.isNull());
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    JsonNode required(String name) {
        return get(name).orElseThrow(() -> missing(name));
    }

    Optional<String> text(String name) {
        return get(name).map(node -> string(node, path(name)));
    }

    String requiredText(String name) {
        return string(required(name), path(name));
    }

    boolean flag(String name) {
        return get(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrongType(path(name), "a boolean", node);
                    }
                    return node.booleanValue();
                })
                .orElse(false);
    }

    OptionalInt integer(String name, int min, int max) {
        OptionalLong value = wholeNumber(name, min, max);
        return value.isPresent() ? OptionalInt.of(Math.toIntExact(value.getAsLong())) : OptionalInt.empty();
    }

    OptionalLong wholeNumber(String name, long min, long max) {
        Optional<JsonNode> node = get(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!node.get().isIntegralNumber()) {
            throw wrongType(path(name), "an integer", node.get());
        }
        if (!node.get().canConvertToLong()
                || node.get().longValue() < min
                || node.get().longValue() > max) {
            throw outOfRange(path(name), "an integer from %d to %d".formatted(min, max));
        }
        return OptionalLong.of(node.get().longValue());
    }

    OptionalDouble number(String name, double min, double max) {
        return get(name)
                .map(node -> OptionalDouble.of(number(node, path(name), min, max)))
                .orElse(OptionalDouble.empty());
    }

    Optional<Fields> nested(String name) {
        return get(name).map(node -> of(node, path(name)));
    }

    /** The array's elements; none where the field is absent. */
    List<JsonNode> array(String name) {
        return get(name).map(node -> elements(node, path(name))).orElse(List.of());
    }

    /** The array's elements as objects. */
    List<Fields> objects(String name) {
        List<JsonNode> elements = array(name);
        return IntStream.range(0, elements.size())
                .mapToObj(i -> of(elements.get(i), "%s[%d]".formatted(path(name), i)))
                .toList();
    }

    GatewayException missing(String name) {
        return invalid(path(name), "Missing required parameter: '%s'.".formatted(path(name)));
    }

    GatewayException unsupported(String name, String message) {
        return GatewayException.about(path(name), GatewayErrorCode.UNSUPPORTED_PARAMETER, message);
    }

    static List<JsonNode> elements(JsonNode node, String path) {
        if (!node.isArray()) {
            throw wrongType(path, "an array", node);
        }
        return List.copyOf(node.values());
    }

    static String string(JsonNode node, String path) {
        if (!node.isString()) {
            throw wrongType(path, "a string", node);
        }
        return node.stringValue();
    }

    static double number(JsonNode node, String path, double min, double max) {
        if (!node.isNumber()) {
            throw wrongType(path, "a number", node);
        }
        double value = node.decimalValue().doubleValue();
        if (!(value >= min && value <= max)) {
            throw outOfRange(path, "a number from %s to %s".formatted(min, max));
        }
        return value;
    }

    static GatewayException invalid(String path, String message) {
        return GatewayException.about(path, GatewayErrorCode.INVALID_REQUEST, message);
    }

    static GatewayException outOfRange(String path, String expected) {
        return invalid(path, "Invalid value for '%s': expected %s.".formatted(path, expected));
    }

    static GatewayException wrongType(String path, String expected, JsonNode actual) {
        return invalid(
                path,
                "Invalid type for '%s': expected %s, but got %s instead.".formatted(path, expected, kind(actual)));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal number";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "something else";
        };
    }
}
