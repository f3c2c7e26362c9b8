package dev.weir.gateway.inference;

import dev.weir.policy.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat completion request, parsed and checked.
 *
 * @param body the request as it came, unknown fields included, without {@code metadata.weir_*}; treat as immutable
 * @param model as named by the client
 * @param answerTokens {@code max_completion_tokens}, or {@code max_tokens}
 * @param choices {@code n}
 * @param topLogprobs present when log-probabilities were asked for, 0 to 20
 * @param needs what a plain text model can't serve: {@code tools}, {@code response_format}, {@code vision}, {@code audio},
 *     {@code file}, {@code web_search_options}
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
     * The path of what needs it, for an error's {@code param}: {@code messages[2].content[0]} for {@code vision},
     * {@code audio} or {@code file}, otherwise the need itself.
     */
    public String parameterOf(String need) {
        int message = 0;
        for (JsonNode entry : body.path("messages")) {
            int part = 0;
            for (JsonNode element : entry.path("content")) {
                if (need.equals(needOfPart(element.path("type").asString("")).orElse(""))) {
                    return "messages[%d].content[%d]".formatted(message, part);
                }
                part++;
            }
            message++;
        }
        return need;
    }

    /** What a model needs to read a content part of this {@code type}; empty for types that are text or unknown. */
    public static Optional<String> needOfPart(String type) {
        return switch (type) {
            case "image_url" -> Optional.of("vision");
            case "input_audio" -> Optional.of("audio");
            case "file" -> Optional.of("file");
            default -> Optional.empty();
        };
    }

    /**
     * One message.
     *
     * @param role {@code system}, {@code developer}, {@code user}, {@code assistant} or {@code tool}
     * @param text its text; text parts are joined by line breaks
     */
    public record Message(String role, String text, Optional<String> name) {}
}
