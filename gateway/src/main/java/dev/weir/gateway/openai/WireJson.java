package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the wire's JSON, strictly: UTF-8 alone, one object, no key twice (whoever reads the request after us
 * might take the other one), no half surrogate pairs (they can't be written as UTF-8), bounded depth and size. Numbers
 * keep their digits.
 */
final class WireJson {

    private static final int MAX_DEPTH = 128;
    private static final long MAX_TOKENS = 500_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireJson() {}

    static ObjectNode object(byte[] body) {
        JsonNode root = parse(text(body));
        if (!(root instanceof ObjectNode object)) {
            throw invalid("The body is not a JSON object.");
        }
        if (hasHalfPair(object)) {
            throw invalid("A string in the body has half a surrogate pair, which is no character.");
        }
        return object;
    }

    static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    static ObjectNode emptyObject() {
        return JSON.createObjectNode();
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The body is not valid UTF-8.");
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            // Jackson's message quotes the input, so only the place is told
            var place = e.getLocation();
            throw invalid(
                    place == null || place.getLineNr() < 1
                            ? "The body could not be parsed as JSON."
                            : "The body could not be parsed as JSON; it goes wrong at line %d, column %d."
                                    .formatted(place.getLineNr(), place.getColumnNr()));
        }
    }

    private static boolean hasHalfPair(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                object.properties().stream()
                        .anyMatch(entry -> hasHalfPair(entry.getKey()) || hasHalfPair(entry.getValue()));
            case JsonNode array when array.isArray() -> array.values().stream().anyMatch(WireJson::hasHalfPair);
            case JsonNode string when string.isString() -> hasHalfPair(string.stringValue());
            default -> false;
        };
    }

    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static GatewayException invalid(String message) {
        return GatewayException.of(GatewayErrorCode.INVALID_JSON, message);
    }
}
