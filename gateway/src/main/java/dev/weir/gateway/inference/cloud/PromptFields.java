package dev.weir.gateway.inference.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a chat completion request's fields for another wire. A field is mapped, or is one of those that change nothing
 * about the answer ({@code user}, {@code metadata} and the like, which then don't leave at all), or has the value that asks
 * for nothing; every other one is refused.
 */
final class PromptFields {

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "stream",
            "stream_options",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "metadata",
            "store",
            "service_tier");

    private PromptFields() {}

    /** @throws dev.weir.gateway.error.GatewayException for a field that can't be mapped */
    static void requireCarried(ObjectNode body, Set<String> mapped) {
        body.forEachEntry((name, value) -> {
            boolean carried = mapped.contains(name) || WITHOUT_EFFECT.contains(name);
            if (!carried && !value.isNull() && !asksForNothing(name, value)) {
                throw Unsupported.parameter(name);
            }
        });
    }

    private static boolean asksForNothing(String name, JsonNode value) {
        return switch (name) {
            case "n" -> value.isIntegralNumber() && value.asInt() == 1;
            case "presence_penalty", "frequency_penalty", "top_logprobs" -> value.isNumber() && value.asDouble() == 0;
            case "logprobs" -> value.isBoolean() && !value.asBoolean();
            case "logit_bias" -> value.isEmpty() && value.isObject();
            case "response_format" -> value.path("type").asString("").equals("text");
            case "modalities" -> value.size() == 1 && value.path(0).asString("").equals("text");
            case "parallel_tool_calls" -> value.isBoolean() && value.asBoolean();
            default -> false;
        };
    }

    /** Empty where the request sets none. */
    static OptionalInt answerLimit(ObjectNode body) {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            if (body.hasNonNull(name)) {
                return OptionalInt.of(integer(body.path(name), name));
            }
        }
        return OptionalInt.empty();
    }

    static double number(JsonNode value, String name) {
        if (!value.isNumber()) {
            throw Unsupported.parameter(name);
        }
        return value.asDouble();
    }

    static int integer(JsonNode value, String name) {
        if (!value.canConvertToInt()) {
            throw Unsupported.parameter(name);
        }
        return value.asInt();
    }

    static List<String> stop(JsonNode value) {
        if (value.isString()) {
            return List.of(value.asString());
        }
        List<String> sequences = new ArrayList<>();
        for (JsonNode sequence : value) {
            sequences.add(Unsupported.text(sequence, "stop"));
        }
        return sequences;
    }
}
