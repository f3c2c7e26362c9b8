package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.cloud.CompletionObjects.Count;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import tools.jackson.databind.node.ObjectNode;

/** What Gemini's answers say, as Spring AI gives them: one generation for each part of the text. */
final class GeminiReplies {

    private GeminiReplies() {}

    static ObjectNode completion(CompletionObjects objects, ChatResponse response) {
        List<ToolCall> calls = calls(response);
        return objects.completion(
                text(response),
                calls,
                finishReason(reason(response), !calls.isEmpty()),
                count(response.getMetadata().getUsage()));
    }

    static String text(ChatResponse response) {
        return response.getResults().stream().map(GeminiReplies::textOf).collect(Collectors.joining());
    }

    /** Gemini gives calls no id; clients need one, to answer them by. */
    static List<ToolCall> calls(ChatResponse response) {
        return response.getResults().stream()
                .flatMap(generation -> generation.getOutput().getToolCalls().stream())
                .map(call -> call.id().isBlank()
                        ? new ToolCall(
                                "call_" + UUID.randomUUID().toString().replace("-", ""),
                                call.type(),
                                call.name(),
                                call.arguments())
                        : call)
                .toList();
    }

    /** Empty where there is none. */
    static String reason(ChatResponse response) {
        List<Generation> generations = response.getResults();
        String reason = generations.isEmpty()
                ? null
                : generations.getLast().getMetadata().getFinishReason();
        return reason == null ? "" : reason;
    }

    static String finishReason(String reason, boolean calls) {
        return switch (reason) {
            case "MAX_TOKENS" -> "length";
            case "", "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
                "content_filter";
            default -> calls ? "tool_calls" : "stop";
        };
    }

    /** What the model thought is charged like what it said, and stands in the total alone. */
    static Count count(Usage usage) {
        long prompt = orZero(usage.getPromptTokens());
        long total = Math.max(orZero(usage.getTotalTokens()), prompt + orZero(usage.getCompletionTokens()));
        return new Count(prompt, Math.min(orZero(usage.getCacheReadInputTokens()), prompt), total - prompt);
    }

    private static String textOf(Generation generation) {
        String text = generation.getOutput().getText();
        return text == null ? "" : text;
    }

    private static long orZero(@Nullable Number number) {
        return number == null ? 0 : number.longValue();
    }
}
