package dev.weir.gateway.openai;

import dev.weir.gateway.inference.ChatRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads {@code messages}. One reader per request. */
final class MessageFields {

    private final List<ChatRequest.Message> messages = new ArrayList<>();
    private final Set<String> needs;
    private final Set<String> callIds = new HashSet<>();

    private MessageFields(Set<String> needs) {
        this.needs = needs;
    }

    /** @param needs takes what a model must be able to do to read these messages */
    static List<ChatRequest.Message> read(Fields request, Set<String> needs) {
        request.required("messages");
        List<Fields> entries = request.objects("messages");
        if (entries.isEmpty()) {
            throw Fields.invalid(
                    "messages", "Invalid 'messages': empty array. Expected an array with at least one message.");
        }
        MessageFields reader = new MessageFields(needs);
        entries.forEach(reader::readOne);
        return reader.messages;
    }

    private void readOne(Fields message) {
        String role = message.requiredText("role");
        Optional<String> name = message.text("name");
        String text = switch (role) {
            case "system", "developer", "user" -> requiredContent(message, role);
            case "assistant" -> assistantText(message);
            case "tool" -> toolResult(message);
            default ->
                throw Fields.outOfRange(message.path("role"), "'system', 'developer', 'user', 'assistant' or 'tool'");
        };
        messages.add(new ChatRequest.Message(role, text, name));
    }

    private String requiredContent(Fields message, String role) {
        return content(message, role).orElseThrow(() -> message.missing("content"));
    }

    private String assistantText(Fields message) {
        List<Fields> calls = message.objects("tool_calls");
        calls.forEach(this::readCall);
        if (message.has("function_call")) {
            needs.add("tools");
        }
        if (message.has("audio")) {
            needs.add("audio");
        }
        Optional<String> text =
                content(message, "assistant").or(() -> message.text("refusal")).filter(found -> !found.isEmpty());
        boolean mayBeEmpty = !calls.isEmpty()
                || message.has("function_call")
                || message.has("audio")
                || message.has("content")
                || message.has("refusal");
        if (text.isEmpty() && !mayBeEmpty) {
            throw message.missing("content");
        }
        return text.orElse("");
    }

    private void readCall(Fields call) {
        needs.add("tools");
        callIds.add(call.requiredText("id"));
        String type = call.requiredText("type");
        if (!type.equals("function")) {
            throw Fields.outOfRange(call.path("type"), "'function'");
        }
        Fields function = call.nested("function").orElseThrow(() -> call.missing("function"));
        function.requiredText("name");
        function.requiredText("arguments");
    }

    private String toolResult(Fields message) {
        needs.add("tools");
        if (!callIds.contains(message.requiredText("tool_call_id"))) {
            throw Fields.invalid(
                    message.path("tool_call_id"),
                    "Invalid '%s': no earlier assistant message has a tool call with this id."
                            .formatted(message.path("tool_call_id")));
        }
        return requiredContent(message, "tool");
    }

    private Optional<String> content(Fields message, String role) {
        return message.get("content").map(content -> {
            if (content.isString()) {
                return content.stringValue();
            }
            if (!content.isArray()) {
                throw Fields.wrongType(message.path("content"), "a string or an array of content parts", content);
            }
            return parts(message, content, role);
        });
    }

    private String parts(Fields message, JsonNode content, String role) {
        if (content.isEmpty()) {
            throw Fields.invalid(
                    message.path("content"),
                    "Invalid '%s': empty array. Expected at least one content part."
                            .formatted(message.path("content")));
        }
        List<String> texts = new ArrayList<>();
        for (Fields part : message.objects("content")) {
            String type = part.requiredText("type");
            switch (type) {
                case "text" -> texts.add(part.requiredText("text"));
                case "refusal" -> texts.add(refusal(part, role));
                default -> needs.add(needOf(part, type, role));
            }
        }
        return String.join("\n", texts);
    }

    private static String refusal(Fields part, String role) {
        if (!role.equals("assistant")) {
            throw Fields.outOfRange(part.path("type"), "'text'");
        }
        return part.requiredText("refusal");
    }

    private static String needOf(Fields part, String type, String role) {
        String need = ChatRequest.needOfPart(type)
                .filter(_ -> role.equals("user"))
                .orElseThrow(() -> Fields.outOfRange(
                        part.path("type"),
                        role.equals("user") ? "'text', 'image_url', 'input_audio' or 'file'" : "'text'"));
        return part.nested(type).map(_ -> need).orElseThrow(() -> part.missing(type));
    }
}
