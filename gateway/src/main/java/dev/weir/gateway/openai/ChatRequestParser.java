package dev.weir.gateway.openai;

import dev.weir.gateway.inference.ChatRequest;
import dev.weir.policy.Facts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes a checked {@link ChatRequest} of a body. Thread-safe. Fields that OpenAI doesn't know stay and are ignored. */
@Component
class ChatRequestParser {

    private static final int MAX_MODEL_NAME = 256;

    private final WireLimits limits;

    ChatRequestParser(WireLimits limits) {
        this.limits = limits;
    }

    /**
     * @param request for its headers alone
     * @param body becomes part of the result
     */
    ChatRequest parse(HttpServletRequest request, ObjectNode body) {
        Facts.Tightening wish = TighteningFields.take(request, body);
        Fields fields = new Fields(body, "");
        String model = model(fields);
        Set<String> needs = new LinkedHashSet<>();
        List<ChatRequest.Message> messages = MessageFields.read(fields, needs);
        new AbilityFields(fields, needs).read();
        SamplingFields sampling = new SamplingFields(fields);
        boolean stream = fields.flag("stream");
        return new ChatRequest(
                body,
                model,
                messages,
                stream,
                includeUsage(fields, stream),
                sampling.answerTokens(),
                fields.integer("n", 1, limits.maxChoices()).orElse(1),
                fields.number("temperature", 0, 2),
                sampling.topP(),
                sampling.topK(),
                fields.number("min_p", 0, 1),
                sampling.repetitionPenalty(),
                fields.number("presence_penalty", -2, 2).orElse(0),
                fields.number("frequency_penalty", -2, 2).orElse(0),
                fields.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                sampling.stop(),
                sampling.logitBias(),
                sampling.topLogprobs(),
                needs,
                wish);
    }

    private static String model(Fields fields) {
        String model = fields.requiredText("model");
        if (model.isBlank() || model.length() > MAX_MODEL_NAME) {
            throw Fields.outOfRange("model", "a name of 1 to %d characters".formatted(MAX_MODEL_NAME));
        }
        return model;
    }

    private static boolean includeUsage(Fields fields, boolean stream) {
        if (fields.has("stream_options") && !stream) {
            throw Fields.invalid("stream_options", "'stream_options' is only allowed when 'stream' is true.");
        }
        return fields.nested("stream_options")
                .map(options -> {
                    options.flag("include_obfuscation");
                    return options.flag("include_usage");
                })
                .orElse(false);
    }
}
