package dev.weir.gateway.openai;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what a model must be able to do beyond plain text, and refuses what this gateway never does. */
final class AbilityFields {

    private final Fields request;
    private final Set<String> needs;

    /** @param needs takes what was found */
    AbilityFields(Fields request, Set<String> needs) {
        this.request = request;
        this.needs = needs;
    }

    void read() {
        responseFormat();
        tools();
        toolChoice();
        modalities();
        if (request.nested("audio").isPresent()) {
            needs.add("audio");
        }
        if (request.nested("web_search_options").isPresent()) {
            needs.add("web_search_options");
        }
        if (request.flag("store")) {
            throw request.unsupported("store", "'store' can't be true: this gateway has no answers kept elsewhere.");
        }
        request.text("user");
        request.text("safety_identifier");
        request.text("prompt_cache_key");
        request.text("service_tier");
        request.flag("parallel_tool_calls");
        request.nested("metadata")
                .ifPresent(metadata ->
                        metadata.object().properties().forEach(entry -> Fields.string(entry.getValue(), "metadata")));
    }

    private void responseFormat() {
        request.nested("response_format").ifPresent(format -> {
            switch (format.requiredText("type")) {
                case "text" -> {}
                case "json_object" -> needs.add("response_format");
                case "json_schema" -> {
                    Fields schema = format.nested("json_schema").orElseThrow(() -> format.missing("json_schema"));
                    schema.requiredText("name");
                    schema.flag("strict");
                    schema.nested("schema");
                    needs.add("response_format");
                }
                default -> throw Fields.outOfRange(format.path("type"), "'text', 'json_object' or 'json_schema'");
            }
        });
    }

    private void tools() {
        for (Fields tool : request.objects("tools")) {
            if (!tool.requiredText("type").equals("function")) {
                throw Fields.outOfRange(tool.path("type"), "'function'");
            }
            function(tool.nested("function").orElseThrow(() -> tool.missing("function")));
        }
        request.objects("functions").forEach(this::function);
    }

    private void function(Fields function) {
        function.requiredText("name");
        function.text("description");
        function.nested("parameters");
        function.flag("strict");
        needs.add("tools");
    }

    private void toolChoice() {
        request.get("tool_choice").ifPresent(choice -> {
            boolean harmless = choice.isString() ? choiceWord(choice) : choiceByName(choice);
            if (!harmless && request.array("tools").isEmpty()) {
                throw Fields.invalid("tool_choice", "'tool_choice' is only allowed when 'tools' are specified.");
            }
        });
    }

    /** Whether the word asks for nothing when there are no tools. */
    private static boolean choiceWord(JsonNode choice) {
        return switch (choice.stringValue()) {
            case "none", "auto" -> true;
            case "required" -> false;
            default -> throw Fields.outOfRange("tool_choice", "'none', 'auto', 'required' or a function");
        };
    }

    private static boolean choiceByName(JsonNode choice) {
        Fields.of(choice, "tool_choice").requiredText("type");
        return false;
    }

    private void modalities() {
        int index = 0;
        for (JsonNode modality : request.array("modalities")) {
            String path = "modalities[%d]".formatted(index);
            switch (Fields.string(modality, path)) {
                case "text" -> {}
                case "audio" -> needs.add("audio");
                default -> throw Fields.outOfRange(path, "'text' or 'audio'");
            }
            index++;
        }
    }
}
