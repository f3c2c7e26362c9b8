package dev.weir.gateway.inference.cloud;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.ai.chat.messages.AssistantMessage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds answers in OpenAI's wire format. Every object of one answer shares these.
 *
 * @param id {@code chatcmpl-…}
 * @param created seconds since 1970
 * @param model id of the model that answers
 */
record CompletionObjects(String id, long created, String model) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static CompletionObjects fresh(InstantSource clock, String model) {
        return new CompletionObjects(
                "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
                clock.instant().getEpochSecond(),
                model);
    }

    /** What an answer came to, cached prompt tokens counted in. */
    record Count(long prompt, long cached, long completion) {}

    ObjectNode completion(String text, List<AssistantMessage.ToolCall> calls, String finishReason, Count count) {
        ObjectNode completion = head("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        message.putNull("refusal");
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(call -> putCall(array.addObject(), call));
        }
        choice.putNull("logprobs").put("finish_reason", finishReason);
        putCount(completion, count);
        return completion;
    }

    ObjectNode opening() {
        ObjectNode delta = NODES.objectNode().put("role", "assistant").put("content", "");
        return chunk(delta.putNull("refusal"));
    }

    ObjectNode text(String text) {
        return chunk(NODES.objectNode().put("content", text));
    }

    ObjectNode call(int index, AssistantMessage.ToolCall call) {
        ObjectNode delta = NODES.objectNode();
        putCall(delta.putArray("tool_calls").addObject().put("index", index), call);
        return chunk(delta);
    }

    ObjectNode closing(String finishReason) {
        ObjectNode chunk = chunk(NODES.objectNode());
        if (chunk.path("choices").path(0) instanceof ObjectNode choice) {
            choice.put("finish_reason", finishReason);
        }
        return chunk;
    }

    ObjectNode usage(Count count) {
        ObjectNode chunk = head("chat.completion.chunk");
        chunk.putArray("choices");
        putCount(chunk, count);
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

    private static void putCall(ObjectNode node, AssistantMessage.ToolCall call) {
        node.put("id", call.id()).put("type", "function");
        node.putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
    }

    private static void putCount(ObjectNode answer, Count count) {
        ObjectNode node = answer.putObject("usage")
                .put("prompt_tokens", count.prompt())
                .put("completion_tokens", count.completion())
                .put("total_tokens", count.prompt() + count.completion());
        if (count.cached() > 0) {
            node.putObject("prompt_tokens_details").put("cached_tokens", count.cached());
        }
    }
}
