package dev.weir.gateway.inference.cloud;

import com.anthropic.models.messages.ToolChoice;
import com.anthropic.models.messages.ToolChoiceAny;
import com.anthropic.models.messages.ToolChoiceAuto;
import com.anthropic.models.messages.ToolChoiceNone;
import com.anthropic.models.messages.ToolChoiceTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns OpenAI's tools into Spring AI's. Spring AI carries of a schema only its properties and required names, so a
 * schema that says more at its top level is refused; titles, descriptions and {@code additionalProperties}, which
 * Anthropic doesn't enforce, may be left behind.
 */
final class PromptTools {

    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");
    private static final Set<String> SCHEMA =
            Set.of("type", "properties", "required", "additionalProperties", "title", "description", "$schema");

    private PromptTools() {}

    static List<ToolCallback> from(JsonNode tools) {
        List<ToolCallback> callbacks = new ArrayList<>();
        for (int place = 0; place < tools.size(); place++) {
            callbacks.add(tool(tools.path(place), "tools[" + place + "]"));
        }
        return List.copyOf(callbacks);
    }

    private static ToolCallback tool(JsonNode tool, String path) {
        if (!tool.path("type").asString("").equals("function")) {
            throw Unsupported.parameter(path);
        }
        ObjectNode function = Unsupported.object(tool.path("function"), path + ".function");
        String inner = path + ".function.";
        Unsupported.unlessKnown(function, FUNCTION, inner);
        if (function.path("strict").asBoolean(false)) {
            throw Unsupported.parameter(inner + "strict");
        }
        String name = Unsupported.text(function.path("name"), inner + "name");
        DefaultToolDefinition.Builder definition = ToolDefinition.builder()
                .name(name)
                .inputSchema(schema(function.path("parameters"), inner + "parameters"));
        String description = function.path("description").asString("");
        return new DeclaredTool((description.isBlank() ? definition : definition.description(description)).build());
    }

    private static String schema(JsonNode parameters, String path) {
        if (parameters.isMissingNode() || parameters.isNull()) {
            return JsonNodeFactory.instance.objectNode().put("type", "object").toString();
        }
        ObjectNode schema = Unsupported.object(parameters, path);
        Unsupported.unlessKnown(schema, SCHEMA, path + ".");
        JsonNode additional = schema.path("additionalProperties");
        if (!additional.isMissingNode() && !additional.isBoolean()) {
            throw Unsupported.parameter(path + ".additionalProperties");
        }
        return schema.toString();
    }

    static ToolChoice choice(JsonNode choice) {
        if (choice.isString()) {
            return switch (choice.asString()) {
                case "auto" -> ToolChoice.ofAuto(ToolChoiceAuto.builder().build());
                case "required" -> ToolChoice.ofAny(ToolChoiceAny.builder().build());
                case "none" -> ToolChoice.ofNone(ToolChoiceNone.builder().build());
                default -> throw Unsupported.parameter("tool_choice");
            };
        }
        String name = Unsupported.text(choice.path("function").path("name"), "tool_choice");
        return ToolChoice.ofTool(ToolChoiceTool.builder().name(name).build());
    }

    /** A tool that the client runs, never the gateway. */
    private record DeclaredTool(ToolDefinition definition) implements ToolCallback {

        @Override
        public ToolDefinition getToolDefinition() {
            return definition;
        }

        @Override
        public String call(String input) {
            throw new UnsupportedOperationException("tools are run by the client");
        }
    }
}
