package dev.weir.gateway.inference.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a chat completion request into a Spring AI prompt for Anthropic. A field is mapped, or is one of those that
 * change nothing about the answer ({@code user}, {@code metadata} and the like, which then don't leave at all), or has
 * the value that asks for nothing; every other one is refused.
 */
record AnthropicPrompts(CloudModel model) {

    private static final Set<String> MAPPED = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls");
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

    /** @throws dev.weir.gateway.error.GatewayException for anything that can't be mapped */
    Prompt from(ObjectNode body) {
        body.forEachEntry((name, value) -> {
            boolean carried = MAPPED.contains(name) || WITHOUT_EFFECT.contains(name);
            if (!carried && !value.isNull() && !asksForNothing(name, value)) {
                throw Unsupported.parameter(name);
            }
        });
        return new Prompt(PromptMessages.from(body.path("messages")), options(body));
    }

    private static boolean asksForNothing(String name, JsonNode value) {
        return switch (name) {
            case "n" -> value.isIntegralNumber() && value.asInt() == 1;
            case "presence_penalty", "frequency_penalty", "top_logprobs" -> value.isNumber() && value.asDouble() == 0;
            case "logprobs" -> value.isBoolean() && !value.asBoolean();
            case "logit_bias" -> value.isEmpty() && value.isObject();
            case "response_format" -> value.path("type").asString("").equals("text");
            case "modalities" -> value.size() == 1 && value.path(0).asString("").equals("text");
            default -> false;
        };
    }

    private AnthropicChatOptions options(ObjectNode body) {
        AnthropicChatOptions.Builder options =
                AnthropicChatOptions.builder().model(model.name()).maxTokens(maxTokens(body));
        if (body.hasNonNull("temperature")) {
            options.temperature(temperature(body.path("temperature")));
        }
        if (body.hasNonNull("top_p")) {
            options.topP(number(body.path("top_p"), "top_p"));
        }
        if (body.hasNonNull("top_k")) {
            options.topK(integer(body.path("top_k"), "top_k"));
        }
        if (body.hasNonNull("stop")) {
            options.stopSequences(stop(body.path("stop")));
        }
        if (!body.path("tools").isEmpty()) {
            addTools(options, body);
        }
        return options.build();
    }

    private static void addTools(AnthropicChatOptions.Builder options, ObjectNode body) {
        options.toolCallbacks(PromptTools.from(body.path("tools")));
        if (body.hasNonNull("tool_choice")) {
            options.toolChoice(PromptTools.choice(body.path("tool_choice")));
        }
        JsonNode parallel = body.path("parallel_tool_calls");
        if (parallel.isBoolean() && !parallel.asBoolean()) {
            options.disableParallelToolUse(true);
        }
    }

    private int maxTokens(ObjectNode body) {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            if (body.hasNonNull(name)) {
                return integer(body.path(name), name);
            }
        }
        return model.maxAnswerTokens();
    }

    /** Anthropic's scale ends at 1, OpenAI's at 2: what lies above has no counterpart. */
    private static double temperature(JsonNode value) {
        double temperature = number(value, "temperature");
        if (temperature > 1) {
            throw Unsupported.parameter("temperature");
        }
        return temperature;
    }

    private static double number(JsonNode value, String name) {
        if (!value.isNumber()) {
            throw Unsupported.parameter(name);
        }
        return value.asDouble();
    }

    private static int integer(JsonNode value, String name) {
        if (!value.canConvertToInt()) {
            throw Unsupported.parameter(name);
        }
        return value.asInt();
    }

    private static List<String> stop(JsonNode value) {
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
