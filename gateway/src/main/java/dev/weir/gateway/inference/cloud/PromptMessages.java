package dev.weir.gateway.inference.cloud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns OpenAI's messages into Spring AI's. Results of tools that follow each other become one message, as Anthropic
 * wants them. System messages keep their words; the wire has one place for all of them, before the conversation.
 */
final class PromptMessages {

    private static final Set<String> PLAIN = Set.of("role", "content");
    private static final Set<String> ASSISTANT = Set.of("role", "content", "tool_calls");
    private static final Set<String> TOOL = Set.of("role", "content", "tool_call_id", "name");

    private final List<Message> messages = new ArrayList<>();
    private final List<ToolResponseMessage.ToolResponse> toolResults = new ArrayList<>();
    /** Names of the called functions by the calls' ids: Gemini wants them with the results. */
    private final Map<String, String> functions = new HashMap<>();

    private PromptMessages() {}

    /** @throws dev.weir.gateway.error.GatewayException for a message that has no counterpart */
    static List<Message> from(JsonNode array) {
        PromptMessages mapped = new PromptMessages();
        for (int place = 0; place < array.size(); place++) {
            String path = "messages[" + place + "].";
            mapped.add(Unsupported.object(array.path(place), "messages[" + place + "]"), path);
        }
        mapped.flushToolResults();
        return List.copyOf(mapped.messages);
    }

    private void add(ObjectNode message, String path) {
        String role = Unsupported.text(message.path("role"), path + "role");
        if (role.equals("tool")) {
            Unsupported.unlessKnown(message, TOOL, path);
            String id = Unsupported.text(message.path("tool_call_id"), path + "tool_call_id");
            toolResults.add(
                    new ToolResponseMessage.ToolResponse(id, functions.getOrDefault(id, ""), content(message, path)));
            return;
        }
        flushToolResults();
        Unsupported.unlessKnown(message, role.equals("assistant") ? ASSISTANT : PLAIN, path);
        messages.add(
                switch (role) {
                    case "system", "developer" -> new SystemMessage(content(message, path));
                    case "user" -> new UserMessage(content(message, path));
                    case "assistant" -> assistant(message, path);
                    default -> throw Unsupported.parameter(path + "role");
                });
    }

    private void flushToolResults() {
        if (!toolResults.isEmpty()) {
            messages.add(ToolResponseMessage.builder()
                    .responses(List.copyOf(toolResults))
                    .build());
            toolResults.clear();
        }
    }

    private Message assistant(ObjectNode message, String path) {
        List<AssistantMessage.ToolCall> calls = new ArrayList<>();
        JsonNode array = message.path("tool_calls");
        for (int place = 0; place < array.size(); place++) {
            AssistantMessage.ToolCall call = call(array.path(place), path + "tool_calls[" + place + "]");
            functions.put(call.id(), call.name());
            calls.add(call);
        }
        String text = message.hasNonNull("content") ? content(message, path) : "";
        return AssistantMessage.builder().content(text).toolCalls(calls).build();
    }

    private static AssistantMessage.ToolCall call(JsonNode node, String path) {
        ObjectNode call = Unsupported.object(node, path);
        JsonNode function = call.path("function");
        String arguments = Unsupported.text(function.path("arguments"), path + ".function.arguments");
        if (!isObject(arguments)) {
            throw Unsupported.parameter(path + ".function.arguments");
        }
        return new AssistantMessage.ToolCall(
                Unsupported.text(call.path("id"), path + ".id"),
                "function",
                Unsupported.text(function.path("name"), path + ".function.name"),
                arguments);
    }

    private static boolean isObject(String json) {
        try {
            return Json.MAPPER.readTree(json).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }

    /** A string, or text parts joined by line breaks. */
    private static String content(ObjectNode message, String path) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return Unsupported.text(content, path + "content");
        }
        StringJoiner text = new StringJoiner("\n");
        for (int place = 0; place < content.size(); place++) {
            String partPath = path + "content[" + place + "]";
            ObjectNode part = Unsupported.object(content.path(place), partPath);
            if (!part.path("type").asString("").equals("text")) {
                throw Unsupported.parameter(partPath);
            }
            text.add(Unsupported.text(part.path("text"), partPath + ".text"));
        }
        return text.toString();
    }
}
