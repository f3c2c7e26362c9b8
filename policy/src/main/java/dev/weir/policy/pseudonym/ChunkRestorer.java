package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restores surrogates in a stream of {@code chat.completion.chunk} objects (legacy completions too): each text field of
 * each choice and the arguments of each tool call are a stream of their own. What one holds back comes out, in a chunk
 * of its own where need be, before another field of the choice goes on and before its finish reason. Tokens of
 * log-probabilities and places of annotations follow the text. Ids, roles, order and unknown fields stay as they are.
 * Not thread-safe.
 */
public final class ChunkRestorer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LOGPROBS = "logprobs";

    private final Restorer restorer;
    private final TextForm contentForm;
    private final Map<DeltaField, StreamRestorer> streams = new LinkedHashMap<>();
    private final Map<DeltaField, LogprobTokens> tokens = new LinkedHashMap<>();
    private ObjectNode lastChunk = NODES.objectNode();

    /**
     * @param contentForm what the answer's content is: JSON where the request asked for structured output
     */
    public ChunkRestorer(PlaceholderVault vault, TextForm contentForm) {
        this.restorer = new Restorer(vault);
        this.contentForm = contentForm;
    }

    /** The next chunk in; out come the chunks to pass on, in order. The chunk given stays as it is. */
    public List<ObjectNode> accept(ObjectNode chunk) {
        if (restorer.isIdle()) {
            return List.of(chunk);
        }
        ObjectNode restored = chunk.deepCopy();
        lastChunk = restored;
        var before = new ArrayList<ObjectNode>();
        for (JsonNode choice : restored.path("choices")) {
            if (choice instanceof ObjectNode object) {
                restoreChoice(object, before);
            }
        }
        before.add(restored);
        return before;
    }

    /** The stream has ended: chunks with what was still held back, where the provider broke off before a finish reason. */
    public List<ObjectNode> finish() {
        var rest = new ArrayList<ObjectNode>();
        List.copyOf(streams.keySet()).forEach(field -> flush(field, rest));
        return rest;
    }

    private void restoreChoice(ObjectNode choice, List<ObjectNode> before) {
        int index = choice.path("index").asInt(0);
        List<DeltaField.Located> present = DeltaField.in(choice, index);
        boolean finishes = choice.path("finish_reason").isString();
        Set<DeltaField> active = new LinkedHashSet<>();
        for (DeltaField.Located located : present) {
            active.add(located.field());
        }
        if (finishes || !active.isEmpty()) {
            flushOthers(index, active, before);
        }
        for (DeltaField.Located located : present) {
            StreamRestorer stream = streams.computeIfAbsent(located.field(), this::open);
            String text = stream.push(located.text());
            located.replace(finishes ? text + stream.finish() : text);
        }
        restoreTokens(choice, index, finishes);
        restoreWholes(choice.path("delta"), index);
    }

    private void restoreTokens(ObjectNode choice, int index, boolean finishes) {
        for (Map.Entry<String, JsonNode> member : choice.path(LOGPROBS).properties()) {
            if (member.getValue() instanceof ArrayNode array) {
                var field = new DeltaField(index, "delta", member.getKey(), 0);
                LogprobTokens own = tokens.computeIfAbsent(field, f -> new LogprobTokens(restorer));
                own.restore(array);
                if (finishes) {
                    own.finish().ifPresent(array::add);
                }
            }
        }
    }

    /** What comes in one piece: annotations, and the names of the tools that are called. */
    private void restoreWholes(JsonNode delta, int index) {
        if (delta instanceof ObjectNode object && delta.path("annotations") instanceof ArrayNode annotations) {
            ObjectNode wrapped = restorer.restore(NODES.objectNode().set("annotations", annotations));
            StreamRestorer content = streams.get(new DeltaField(index, "delta", "content", 0));
            if (content != null) {
                Annotations.move(wrapped.path("annotations"), content);
            }
            object.set("annotations", wrapped.path("annotations"));
        }
        for (JsonNode call : delta.path("tool_calls")) {
            if (call.path("function") instanceof ObjectNode function
                    && function.path("name").isString()) {
                function.put("name", restorer.restore(function.path("name").stringValue(), TextForm.PLAIN));
            }
        }
    }

    private StreamRestorer open(DeltaField field) {
        return new StreamRestorer(restorer, field.form(contentForm));
    }

    private void flushOthers(int choice, Set<DeltaField> active, List<ObjectNode> chunks) {
        for (DeltaField field : List.copyOf(streams.keySet())) {
            if (field.choice() == choice && !active.contains(field)) {
                flush(field, chunks);
            }
        }
    }

    private void flush(DeltaField field, List<ObjectNode> chunks) {
        StreamRestorer stream = streams.get(field);
        if (stream == null || !stream.holdsBack()) {
            return;
        }
        ObjectNode chunk = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : lastChunk.properties()) {
            boolean own = member.getKey().equals("choices") || member.getKey().equals("usage");
            if (!own) {
                chunk.set(member.getKey(), member.getValue().deepCopy());
            }
        }
        ObjectNode choice = field.choiceWith(stream.finish());
        restOfTokens(field).ifPresent(token -> choice.set(LOGPROBS, token));
        chunk.putArray("choices").add(choice);
        chunks.add(chunk);
    }

    private Optional<ObjectNode> restOfTokens(DeltaField field) {
        LogprobTokens own = field.hasTokens() ? tokens.get(field) : null;
        return own == null
                ? Optional.empty()
                : own.finish().map(token -> {
                    ObjectNode logprobs = NODES.objectNode();
                    logprobs.putArray(field.name()).add(token);
                    return logprobs;
                });
    }
}
