package dev.weir.gateway.inference.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions.ToolChoice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a chat completion request into a Spring AI prompt for Gemini, by the rules of {@link PromptFields}. */
record GeminiPrompts(CloudModel model) {

    private static final Set<String> MAPPED = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "tools",
            "tool_choice");

    /** What Gemini's schemas have in common with JSON Schema, and what may be left behind: nobody enforces it there. */
    private static final Set<String> SCHEMA = Set.of(
            "type",
            "properties",
            "required",
            "items",
            "enum",
            "title",
            "description",
            "format",
            "nullable",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "pattern",
            "anyOf",
            "additionalProperties",
            "$schema");

    /** @throws dev.weir.gateway.error.GatewayException for anything that can't be mapped */
    Prompt from(ObjectNode body) {
        PromptFields.requireCarried(body, MAPPED);
        List<Message> messages = PromptMessages.from(body.path("messages")).stream()
                .map(GeminiPrompts::withObjects)
                .toList();
        return new Prompt(messages, options(body));
    }

    private GoogleGenAiChatOptions options(ObjectNode body) {
        GoogleGenAiChatOptions.Builder options =
                GoogleGenAiChatOptions.builder().model(model.name()).includeExtendedUsageMetadata(true);
        PromptFields.answerLimit(body).ifPresent(options::maxOutputTokens);
        if (body.hasNonNull("temperature")) {
            options.temperature(PromptFields.number(body.path("temperature"), "temperature"));
        }
        if (body.hasNonNull("top_p")) {
            options.topP(PromptFields.number(body.path("top_p"), "top_p"));
        }
        if (body.hasNonNull("top_k")) {
            options.topK(PromptFields.integer(body.path("top_k"), "top_k"));
        }
        if (body.hasNonNull("presence_penalty")) {
            options.presencePenalty(PromptFields.number(body.path("presence_penalty"), "presence_penalty"));
        }
        if (body.hasNonNull("frequency_penalty")) {
            options.frequencyPenalty(PromptFields.number(body.path("frequency_penalty"), "frequency_penalty"));
        }
        if (body.hasNonNull("stop")) {
            options.stopSequences(PromptFields.stop(body.path("stop")));
        }
        if (!body.path("tools").isEmpty()) {
            requireKnownSchemas(body.path("tools"));
            options.toolCallbacks(PromptTools.from(body.path("tools")));
            if (body.hasNonNull("tool_choice")) {
                options.toolChoice(choice(body.path("tool_choice")));
            }
        }
        return options.build();
    }

    private static ToolChoice choice(JsonNode choice) {
        if (choice.isString()) {
            return switch (choice.asString()) {
                case "auto" -> new ToolChoice(ToolChoice.Mode.AUTO, List.of());
                case "required" -> new ToolChoice(ToolChoice.Mode.ANY, List.of());
                case "none" -> new ToolChoice(ToolChoice.Mode.NONE, List.of());
                default -> throw Unsupported.parameter("tool_choice");
            };
        }
        String name = Unsupported.text(choice.path("function").path("name"), "tool_choice");
        return new ToolChoice(ToolChoice.Mode.ANY, List.of(name));
    }

    private static void requireKnownSchemas(JsonNode tools) {
        for (int place = 0; place < tools.size(); place++) {
            JsonNode parameters = tools.path(place).path("function").path("parameters");
            requireKnown(parameters, "tools[" + place + "].function.parameters");
        }
    }

    private static void requireKnown(JsonNode schema, String path) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        Unsupported.unlessKnown(object, SCHEMA, path + ".");
        if (object.has("type")) {
            Unsupported.text(object.path("type"), path + ".type");
        }
        object.path("properties")
                .forEachEntry((name, property) -> requireKnown(property, path + ".properties." + name));
        requireKnown(object.path("items"), path + ".items");
        for (int place = 0; place < object.path("anyOf").size(); place++) {
            requireKnown(object.path("anyOf").path(place), path + ".anyOf[" + place + "]");
        }
    }

    /** Gemini takes results of tools as objects alone; what is none becomes the only field of one. */
    private static Message withObjects(Message message) {
        if (!(message instanceof ToolResponseMessage results)) {
            return message;
        }
        List<ToolResponse> objects = new ArrayList<>();
        for (ToolResponse result : results.getResponses()) {
            objects.add(new ToolResponse(result.id(), result.name(), asObject(result.responseData())));
        }
        return ToolResponseMessage.builder().responses(objects).build();
    }

    private static String asObject(String result) {
        try {
            if (Json.MAPPER.readTree(result).isObject()) {
                return result;
            }
        } catch (JacksonException plainText) {
            // Falls through.
        }
        return Json.MAPPER.createObjectNode().put("result", result).toString();
    }
}
