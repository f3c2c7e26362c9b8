package dev.weir.gateway.cost;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The most tokens that a chat completion request can come to, from its body alone: every text in it counted, with room
 * for what a chat template writes around it. Fails closed: a field, a kind of content or of tool whose price doesn't
 * follow from tokens of text and pictures has no bound. Immutable and thread-safe.
 *
 * @param counter for the model's tokens, never too few
 * @param contextWindow of the model, in tokens: what pictures, and answers without a limit, can come to
 */
public record RequestBound(TokenCounter counter, int contextWindow) {

    /** Fields that leave the price of a token alone. */
    private static final Set<String> PLAIN = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "n",
            "stop",
            "stream",
            "stream_options",
            "seed",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "functions",
            "function_call",
            "response_format",
            "reasoning_effort",
            "verbosity",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "metadata",
            "store");

    private static final String PICTURE = "image_url";
    private static final Set<String> CONTENT = Set.of("text", "refusal", PICTURE);
    private static final Set<String> TIERS = Set.of("auto", "default", "flex");
    private static final int AROUND_A_REQUEST = 64;
    private static final int AROUND_TOOLS = 1_024;
    private static final int AROUND_A_VALUE = 4;
    private static final int AROUND_A_MESSAGE = 16;
    private static final int IN_A_NUMBER = 24;

    /** The bound of a body as it goes on the wire; empty where there is none. */
    public Optional<TokenBound> of(JsonNode body) {
        if (!(body instanceof ObjectNode request) || !isPlain(request) || !hasPlainTools(request)) {
            return Optional.empty();
        }
        long prompt = AROUND_A_REQUEST + tokens(request);
        boolean pictures = false;
        for (JsonNode message : request.path("messages")) {
            prompt += AROUND_A_MESSAGE;
            for (JsonNode part : message.path("content")) {
                String kind = part.path("type").asString("");
                if (!CONTENT.contains(kind)) {
                    return Optional.empty();
                }
                pictures |= kind.equals(PICTURE);
            }
        }
        if (pictures) {
            prompt += contextWindow;
        }
        if (request.hasNonNull("tools") || request.hasNonNull("functions")) {
            prompt += AROUND_TOOLS;
        }
        long completion = answerLimit(request) * Math.max(1, request.path("n").asLong(1));
        return prompt > Integer.MAX_VALUE || completion > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new TokenBound((int) prompt, (int) completion));
    }

    private static boolean isPlain(ObjectNode request) {
        for (String field : request.propertyNames()) {
            JsonNode value = request.path(field);
            boolean plain = value.isNull()
                    || PLAIN.contains(field)
                    || (field.equals("service_tier") && TIERS.contains(value.asString("")));
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasPlainTools(ObjectNode request) {
        for (JsonNode tool : request.path("tools")) {
            if (!tool.path("type").asString("").equals("function")) {
                return false;
            }
        }
        return true;
    }

    private long answerLimit(ObjectNode request) {
        JsonNode newer = request.path("max_completion_tokens");
        JsonNode older = request.path("max_tokens");
        return newer.isIntegralNumber() || older.isIntegralNumber()
                ? Math.clamp(Math.max(newer.asLong(0), older.asLong(0)), 0, Integer.MAX_VALUE)
                : contextWindow;
    }

    /** Names count like texts: templates write them out. */
    private long tokens(JsonNode value) {
        if (value.isString()) {
            return (long) AROUND_A_VALUE + counter.count(value.asString());
        }
        long sum = value.isContainer() ? AROUND_A_VALUE : IN_A_NUMBER;
        if (value instanceof ObjectNode object) {
            for (String name : object.propertyNames()) {
                sum += AROUND_A_VALUE + counter.count(name) + tokens(object.path(name));
            }
        } else {
            for (JsonNode element : value) {
                sum += tokens(element);
            }
        }
        return sum;
    }
}
