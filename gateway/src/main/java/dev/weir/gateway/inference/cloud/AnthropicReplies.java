package dev.weir.gateway.inference.cloud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes Spring AI's answers in OpenAI's wire format. What a model thought before it answered is left out. Every object
 * of one answer shares these.
 *
 * @param id {@code chatcmpl-…}
 * @param created seconds since 1970
 * @param model id of the model that answers
 */
record AnthropicReplies(String id, long created, String model) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    ObjectNode completion(ChatResponse response) {
        ObjectNode completion = head("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        List<Generation> generations = response.getResults();
        Generation last = generations.isEmpty() ? null : generations.getLast();
        List<AssistantMessage.ToolCall> calls =
                last == null ? List.of() : last.getOutput().getToolCalls();
        String text = last == null ? "" : textOf(last);
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        message.putNull("refusal");
        putCalls(message, calls);
        choice.putNull("logprobs").put("finish_reason", finishReason(last == null ? null : reasonOf(last)));
        putUsage(completion, response.getMetadata().getUsage());
        return completion;
    }

    ObjectNode opening() {
        ObjectNode delta = NODES.objectNode().put("role", "assistant").put("content", "");
        return chunk(delta.putNull("refusal"));
    }

    /** The chunks that one event of a stream becomes. */
    List<ObjectNode> chunks(ChatResponse response) {
        List<ObjectNode> chunks = new ArrayList<>();
        for (Generation generation : response.getResults()) {
            String text = textOf(generation);
            if (!text.isEmpty()) {
                chunks.add(chunk(NODES.objectNode().put("content", text)));
            }
            for (int place = 0; place < generation.getOutput().getToolCalls().size(); place++) {
                chunks.add(
                        callChunk(place, generation.getOutput().getToolCalls().get(place)));
            }
            if (isLast(generation)) {
                chunks.add(closing(finishReason(reasonOf(generation))));
                chunks.add(usageChunk(response.getMetadata().getUsage()));
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

    private ObjectNode callChunk(int index, AssistantMessage.ToolCall call) {
        ObjectNode delta = NODES.objectNode();
        putCall(delta.putArray("tool_calls").addObject().put("index", index), call);
        return chunk(delta);
    }

    private ObjectNode closing(String reason) {
        ObjectNode chunk = chunk(NODES.objectNode());
        if (chunk.path("choices").path(0) instanceof ObjectNode choice) {
            choice.put("finish_reason", reason);
        }
        return chunk;
    }

    private ObjectNode usageChunk(Usage usage) {
        ObjectNode chunk = head("chat.completion.chunk");
        chunk.putArray("choices");
        putUsage(chunk, usage);
        return chunk;
    }

    private ObjectNode chunk(ObjectNode delta) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").putNull("finish_reason");
        return chunk;
    }

    private ObjectNode head(String object) {
        return NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static void putCalls(ObjectNode message, List<AssistantMessage.ToolCall> calls) {
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(call -> putCall(array.addObject(), call));
        }
    }

    private static void putCall(ObjectNode node, AssistantMessage.ToolCall call) {
        node.put("id", call.id()).put("type", "function");
        node.putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /** Anthropic counts cached prompt tokens apart; OpenAI counts them in. */
    private static void putUsage(ObjectNode answer, Usage usage) {
        long cached = orZero(usage.getCacheReadInputTokens());
        long prompt = orZero(usage.getPromptTokens()) + cached + orZero(usage.getCacheWriteInputTokens());
        long completion = orZero(usage.getCompletionTokens());
        ObjectNode node = answer.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        if (cached > 0) {
            node.putObject("prompt_tokens_details").put("cached_tokens", cached);
        }
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
