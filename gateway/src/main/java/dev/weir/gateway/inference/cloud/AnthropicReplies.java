package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.cloud.CompletionObjects.Count;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import tools.jackson.databind.node.ObjectNode;

/** What Anthropic's answers say, as Spring AI gives them. What a model thought before it answered is left out. */
record AnthropicReplies(CompletionObjects objects) {

    ObjectNode completion(ChatResponse response) {
        List<Generation> generations = response.getResults();
        Generation last = generations.isEmpty() ? null : generations.getLast();
        List<AssistantMessage.ToolCall> calls =
                last == null ? List.of() : last.getOutput().getToolCalls();
        return objects.completion(
                last == null ? "" : textOf(last),
                calls,
                finishReason(last == null ? null : reasonOf(last)),
                count(response.getMetadata().getUsage()));
    }

    /** The chunks that one event of a stream becomes. */
    List<ObjectNode> chunks(ChatResponse response) {
        List<ObjectNode> chunks = new ArrayList<>();
        for (Generation generation : response.getResults()) {
            String text = textOf(generation);
            if (!text.isEmpty()) {
                chunks.add(objects.text(text));
            }
            for (int place = 0; place < generation.getOutput().getToolCalls().size(); place++) {
                chunks.add(objects.call(
                        place, generation.getOutput().getToolCalls().get(place)));
            }
            if (isLast(generation)) {
                chunks.add(objects.closing(finishReason(reasonOf(generation))));
                chunks.add(objects.usage(count(response.getMetadata().getUsage())));
            }
        }
        return chunks;
    }

    /** Whether an event ends the answer. */
    static boolean isLast(ChatResponse response) {
        return response.getResults().stream().anyMatch(AnthropicReplies::isLast);
    }

    private static boolean isLast(Generation generation) {
        String reason = reasonOf(generation);
        return reason != null && !reason.isEmpty();
    }

    private static @Nullable String reasonOf(Generation generation) {
        return generation.getMetadata().getFinishReason();
    }

    private static String textOf(Generation generation) {
        String text = generation.getOutput().getText();
        return text == null ? "" : text;
    }

    /** Anthropic counts cached prompt tokens apart; OpenAI counts them in. */
    private static Count count(Usage usage) {
        long cached = orZero(usage.getCacheReadInputTokens());
        long prompt = orZero(usage.getPromptTokens()) + cached + orZero(usage.getCacheWriteInputTokens());
        return new Count(prompt, cached, orZero(usage.getCompletionTokens()));
    }

    private static long orZero(@Nullable Number number) {
        return number == null ? 0 : number.longValue();
    }

    private static String finishReason(@Nullable String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            case null, default -> "stop";
        };
    }
}
