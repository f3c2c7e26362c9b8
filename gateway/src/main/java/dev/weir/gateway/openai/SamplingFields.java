package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Reads how an answer is to be drawn and where it ends. */
final class SamplingFields {

    private static final int MAX_STOPS = 4;
    private static final double MAX_REPETITION_PENALTY = 10;
    /** A nucleus so small holds the likeliest token alone: what {@code top_p: 0} means. */
    private static final double SMALLEST_TOP_P = 1e-9;

    private static final Pattern TOKEN_ID = Pattern.compile("[0-9]{1,9}");

    private final Fields request;

    SamplingFields(Fields request) {
        this.request = request;
    }

    /** {@code max_completion_tokens} and its older name {@code max_tokens}: the same limit. */
    OptionalInt answerTokens() {
        OptionalInt older = request.integer("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt newer = request.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        if (older.isPresent() && newer.isPresent() && older.getAsInt() != newer.getAsInt()) {
            throw contradiction("max_tokens", "max_completion_tokens");
        }
        return newer.isPresent() ? newer : older;
    }

    OptionalDouble topP() {
        OptionalDouble given = request.number("top_p", 0, 1);
        return given.isPresent() ? OptionalDouble.of(Math.max(given.getAsDouble(), SMALLEST_TOP_P)) : given;
    }

    /** llama.cpp's and vLLM's {@code top_k}: 0 and -1 both switch it off. */
    OptionalInt topK() {
        OptionalInt given = request.integer("top_k", -1, Integer.MAX_VALUE);
        return given.isPresent() ? OptionalInt.of(Math.max(given.getAsInt(), 0)) : given;
    }

    OptionalDouble repetitionPenalty() {
        OptionalDouble penalty = penalty("repetition_penalty");
        OptionalDouble alias = penalty("repeat_penalty");
        if (penalty.isPresent() && alias.isPresent() && penalty.getAsDouble() != alias.getAsDouble()) {
            throw contradiction("repeat_penalty", "repetition_penalty");
        }
        return penalty.isPresent() ? penalty : alias;
    }

    private OptionalDouble penalty(String name) {
        OptionalDouble given = request.number(name, 0, MAX_REPETITION_PENALTY);
        if (given.isPresent() && given.getAsDouble() == 0) {
            throw Fields.outOfRange(name, "a number above 0");
        }
        return given;
    }

    List<String> stop() {
        if (request.get("stop").filter(JsonNode::isString).isPresent()) {
            return List.of(stopText(request.required("stop"), "stop"));
        }
        if (request.get("stop").filter(node -> !node.isArray()).isPresent()) {
            throw Fields.wrongType("stop", "a string or an array of strings", request.required("stop"));
        }
        List<JsonNode> given = request.array("stop");
        if (given.size() > MAX_STOPS) {
            throw Fields.outOfRange("stop", "at most %d stop sequences".formatted(MAX_STOPS));
        }
        return IntStream.range(0, given.size())
                .mapToObj(i -> stopText(given.get(i), "stop[%d]".formatted(i)))
                .toList();
    }

    private static String stopText(JsonNode node, String path) {
        String text = Fields.string(node, path);
        if (text.isEmpty()) {
            throw Fields.outOfRange(path, "a stop sequence of at least one character");
        }
        return text;
    }

    Map<Integer, Double> logitBias() {
        Map<Integer, Double> bias = new HashMap<>();
        request.nested("logit_bias")
                .ifPresent(given -> given.object().properties().forEach(entry -> {
                    if (!TOKEN_ID.matcher(entry.getKey()).matches()) {
                        throw Fields.outOfRange("logit_bias", "token ids as keys");
                    }
                    bias.put(
                            Integer.valueOf(entry.getKey()),
                            Fields.number(entry.getValue(), "logit_bias." + entry.getKey(), -100, 100));
                }));
        return bias;
    }

    /** Present when log-probabilities were asked for. */
    OptionalInt topLogprobs() {
        boolean wanted = request.flag("logprobs");
        OptionalInt top = request.integer("top_logprobs", 0, 20);
        if (top.isPresent() && !wanted) {
            throw Fields.invalid("top_logprobs", "'top_logprobs' is only allowed when 'logprobs' is true.");
        }
        return wanted ? OptionalInt.of(top.orElse(0)) : OptionalInt.empty();
    }

    private static GatewayException contradiction(String field, String other) {
        return Fields.invalid(
                field, "'%s' and '%s' mean the same and differ. Send one of them.".formatted(field, other));
    }
}
