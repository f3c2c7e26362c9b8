package dev.weir.gateway.inference;

import dev.weir.policy.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat completion request, parsed and checked.
 *
 * @param body the request as it came, unknown fields included, without {@code metadata.weir_*}; treat as immutable
 * @param model as named by the client
 * @param answerTokens {@code max_completion_tokens}, or {@code max_tokens}
 * @param choices {@code n}
 * @param topLogprobs present when log-probabilities were asked for, 0 to 20
 * @param needs parameters that a plain text model can't serve, by their name: {@code tools}, {@code response_format}
 * @param wish what the client asked to be tightened
 */
public record ChatRequest(
        ObjectNode body,
        String model,
        List<Message> messages,
        boolean stream,
        boolean includeUsage,
        OptionalInt answerTokens,
        int choices,
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt topK,
        OptionalDouble minP,
        OptionalDouble repetitionPenalty,
        double presencePenalty,
        double frequencyPenalty,
        OptionalLong seed,
        List<String> stop,
        Map<Integer, Double> logitBias,
        OptionalInt topLogprobs,
        Set<String> needs,
        Facts.Tightening wish) {

    public ChatRequest {
        messages = List.copyOf(messages);
        stop = List.copyOf(stop);
        logitBias = Map.copyOf(logitBias);
        needs = Set.copyOf(needs);
    }

    /**
     * One message.
     *
     * @param role {@code system}, {@code developer}, {@code user}, {@code assistant} or {@code tool}
     * @param text its text; text parts are joined by line breaks
     */
    public record Message(String role, String text, Optional<String> name) {}
}
