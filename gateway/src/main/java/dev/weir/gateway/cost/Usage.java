package dev.weir.gateway.cost;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Tokens of one answer as the model that gave it counts them.
 *
 * @param prompt tokens of the prompt, cached ones included
 * @param cached those of them that came from the provider's cache
 * @param completion tokens of the answer
 */
public record Usage(int prompt, int cached, int completion) {

    public Usage {
        if (prompt < 0 || cached < 0 || cached > prompt || completion < 0) {
            throw new IllegalArgumentException("no such usage: " + prompt + ", " + cached + ", " + completion);
        }
    }

    /** The {@code usage} of an answer or chunk in OpenAI's format; empty where it is missing or can't be right. */
    public static Optional<Usage> of(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        JsonNode prompt = usage.path("prompt_tokens");
        JsonNode completion = usage.path("completion_tokens");
        JsonNode cached = usage.path("prompt_tokens_details").path("cached_tokens");
        boolean counted = isCount(prompt) && isCount(completion);
        if (!counted || !(cached.isMissingNode() || cached.isNull() || isCount(cached))) {
            return Optional.empty();
        }
        // Every prompt has a token.
        boolean possible = prompt.asInt() > 0 && cached.asInt(0) <= prompt.asInt();
        return possible
                ? Optional.of(new Usage(prompt.asInt(), cached.asInt(0), completion.asInt()))
                : Optional.empty();
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 0;
    }
}
