package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a streamed answer that grows from chunk to chunk.
 *
 * @param choice index of the choice
 * @param group {@code delta}, {@code text}, {@code tool_calls}, {@code function_call} or {@code audio}
 * @param name name of the string within the group
 * @param toolCall index of the tool call; 0 for other fields
 */
public record DeltaField(int choice, String group, String name, int toolCall) {

    private static final String DELTA = "delta";
    private static final String TEXT = "text";
    private static final String TOOL_CALLS = "tool_calls";
    private static final String FUNCTION_CALL = "function_call";
    private static final String AUDIO = "audio";
    private static final String TRANSCRIPT = "transcript";
    private static final String ARGUMENTS = "arguments";

    /** A field where it stands in a chunk. */
    public record Located(DeltaField field, ObjectNode parent, String member) {

        public String text() {
            return parent.path(member).stringValue();
        }

        public void replace(String text) {
            parent.put(member, text);
        }
    }

    /** The growing fields that a choice of a chunk carries. */
    public static List<Located> in(ObjectNode choice, int index) {
        var found = new ArrayList<Located>();
        add(found, choice, TEXT, new DeltaField(index, TEXT, TEXT, 0));
        if (choice.path(DELTA) instanceof ObjectNode delta) {
            for (Map.Entry<String, JsonNode> member : delta.properties()) {
                if (!member.getKey().equals("role")) {
                    add(found, delta, member.getKey(), new DeltaField(index, DELTA, member.getKey(), 0));
                }
            }
            if (delta.path(FUNCTION_CALL) instanceof ObjectNode call) {
                add(found, call, ARGUMENTS, new DeltaField(index, FUNCTION_CALL, ARGUMENTS, 0));
            }
            if (delta.path(AUDIO) instanceof ObjectNode audio) {
                add(found, audio, TRANSCRIPT, new DeltaField(index, AUDIO, TRANSCRIPT, 0));
            }
            for (JsonNode call : delta.path(TOOL_CALLS)) {
                addToolCall(found, call, index);
            }
        }
        return found;
    }

    private static void addToolCall(List<Located> found, JsonNode call, int choice) {
        int index = call.path("index").asInt(0);
        if (call.path("function") instanceof ObjectNode function) {
            add(found, function, ARGUMENTS, new DeltaField(choice, TOOL_CALLS, ARGUMENTS, index));
        }
        if (call.path("custom") instanceof ObjectNode custom) {
            add(found, custom, "input", new DeltaField(choice, TOOL_CALLS, "input", index));
        }
    }

    private static void add(List<Located> found, ObjectNode parent, String member, DeltaField field) {
        if (parent.path(member).isString()) {
            found.add(new Located(field, parent, member));
        }
    }

    /** Arguments are JSON always, content where the request asked for it. */
    public TextForm form(TextForm contentForm) {
        if (name.equals(ARGUMENTS)) {
            return TextForm.JSON;
        }
        return name.equals("content") || name.equals(TEXT) ? contentForm : TextForm.PLAIN;
    }

    /** Whether the tokens of log-probabilities spell this field. */
    boolean hasTokens() {
        return group.equals(DELTA) && (name.equals("content") || name.equals("refusal"));
    }

    /** A choice that carries nothing but more of this field. */
    ObjectNode choiceWith(String text) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("index", choice);
        switch (group) {
            case TEXT -> result.put(TEXT, text);
            case FUNCTION_CALL ->
                result.putObject(DELTA).putObject(FUNCTION_CALL).put(name, text);
            case AUDIO -> result.putObject(DELTA).putObject(AUDIO).put(name, text);
            case TOOL_CALLS -> {
                ObjectNode call = result.putObject(DELTA).putArray(TOOL_CALLS).addObject();
                call.put("index", toolCall)
                        .putObject(name.equals(ARGUMENTS) ? "function" : "custom")
                        .put(name, text);
            }
            default -> result.putObject(DELTA).put(name, text);
        }
        return result.putNull("logprobs").putNull("finish_reason");
    }
}
