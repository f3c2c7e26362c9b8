package dev.weir.gateway.inference;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an answer said, whole or put together from its chunks: its choices, without log-probabilities. Not thread-safe. */
final class AnswerTranscript {

    private static final String CONTENT = "content";
    private static final String REFUSAL = "refusal";

    private final Map<Integer, Choice> choices = new TreeMap<>();

    /** One choice of a stream. */
    private static final class Choice {
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();
        private final Map<Integer, ToolCall> calls = new TreeMap<>();
        private String finish = "";
    }

    /** One tool call of a stream. */
    private static final class ToolCall {
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
    }

    /** A whole answer's. */
    static ObjectNode of(ObjectNode completion) {
        ObjectNode transcript = JsonMapper.shared().createObjectNode();
        ArrayNode choices = transcript.putArray("choices");
        for (JsonNode choice : completion.path("choices")) {
            ObjectNode kept = choices.addObject();
            kept.put("index", choice.path("index").asInt(0));
            kept.set("message", choice.path("message").deepCopy());
            kept.put("finish_reason", choice.path("finish_reason").asString(""));
        }
        return transcript;
    }

    void add(ObjectNode chunk) {
        for (JsonNode part : chunk.path("choices")) {
            Choice choice = choices.computeIfAbsent(part.path("index").asInt(0), _ -> new Choice());
            JsonNode delta = part.path("delta");
            choice.content.append(delta.path(CONTENT).asString(""));
            choice.refusal.append(delta.path(REFUSAL).asString(""));
            for (JsonNode piece : delta.path("tool_calls")) {
                ToolCall call = choice.calls.computeIfAbsent(piece.path("index").asInt(0), _ -> new ToolCall());
                call.name.append(piece.path("function").path("name").asString(""));
                call.arguments.append(piece.path("function").path("arguments").asString(""));
            }
            choice.finish = part.path("finish_reason").asString(choice.finish);
        }
    }

    /** What came so far. */
    ObjectNode soFar() {
        ObjectNode transcript = JsonMapper.shared().createObjectNode();
        ArrayNode written = transcript.putArray("choices");
        choices.forEach((index, choice) -> {
            ObjectNode kept = written.addObject().put("index", index);
            ObjectNode message = kept.putObject("message").put("role", "assistant");
            message.put(CONTENT, choice.content.toString());
            if (!choice.refusal.isEmpty()) {
                message.put(REFUSAL, choice.refusal.toString());
            }
            if (!choice.calls.isEmpty()) {
                ArrayNode calls = message.putArray("tool_calls");
                choice.calls
                        .values()
                        .forEach(call -> calls.addObject()
                                .put("type", "function")
                                .putObject("function")
                                .put("name", call.name.toString())
                                .put("arguments", call.arguments.toString()));
            }
            kept.put("finish_reason", choice.finish);
        });
        return transcript;
    }
}
