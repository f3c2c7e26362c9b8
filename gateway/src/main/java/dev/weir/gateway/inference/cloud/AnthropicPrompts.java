package dev.weir.gateway.inference.cloud;

import java.util.Set;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a chat completion request into a Spring AI prompt for Anthropic, by the rules of {@link PromptFields}. */
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
    /** @throws dev.weir.gateway.error.GatewayException for anything that can't be mapped */
    Prompt from(ObjectNode body) {
        PromptFields.requireCarried(body, MAPPED);
        return new Prompt(PromptMessages.from(body.path("messages")), options(body));
    }

    private AnthropicChatOptions options(ObjectNode body) {
        AnthropicChatOptions.Builder options = AnthropicChatOptions.builder()
                .model(model.name())
                .maxTokens(PromptFields.answerLimit(body).orElse(model.maxAnswerTokens()));
        if (body.hasNonNull("temperature")) {
            options.temperature(temperature(body.path("temperature")));
        }
        if (body.hasNonNull("top_p")) {
            options.topP(PromptFields.number(body.path("top_p"), "top_p"));
        }
        if (body.hasNonNull("top_k")) {
            options.topK(PromptFields.integer(body.path("top_k"), "top_k"));
        }
        if (body.hasNonNull("stop")) {
            options.stopSequences(PromptFields.stop(body.path("stop")));
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

    /** Anthropic's scale ends at 1, OpenAI's at 2: what lies above has no counterpart. */
    private static double temperature(JsonNode value) {
        double temperature = PromptFields.number(value, "temperature");
        if (temperature > 1) {
            throw Unsupported.parameter("temperature");
        }
        return temperature;
    }
}
