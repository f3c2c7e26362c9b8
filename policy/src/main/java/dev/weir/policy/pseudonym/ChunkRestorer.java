package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restores placeholders in a stream of {@code chat.completion.chunk} objects (legacy completions too): each text field
 * of each choice and the arguments of each tool call are a stream of their own. What one holds back comes out, in a chunk
 * of its own where need be, before another field of the choice goes on and before its finish reason. Ids, roles, order
 * and unknown fields stay as they are. Not thread-safe.
 */
public final class ChunkRestorer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Restorer restorer;
    private final TextForm contentForm;
    private final Map<DeltaField, StreamRestorer> streams = new LinkedHashMap<>();
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
        if (restorer.longest() == 0) {
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
        chunk.putArray("choices").add(field.choiceWith(stream.finish()));
        chunks.add(chunk);
    }
}
