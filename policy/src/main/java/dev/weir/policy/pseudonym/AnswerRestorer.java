package dev.weir.policy.pseudonym;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Restores whole answers in OpenAI's wire format. */
final class AnswerRestorer {

    /** The member in which OpenAI's answers carry a call's arguments as JSON text. */
    private static final String ARGUMENTS = "arguments";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Restorer restorer;

    AnswerRestorer(Restorer restorer) {
        this.restorer = restorer;
    }

    ObjectNode restore(ObjectNode object) {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            copy.set(member.getKey(), restore(member.getKey(), member.getValue()));
        }
        if (object.path("content").isString() && copy.path("annotations") instanceof ArrayNode annotations) {
            var places = new StreamRestorer(restorer, TextForm.PLAIN);
            places.push(object.path("content").stringValue());
            places.finish();
            Annotations.move(annotations, places);
        }
        return copy;
    }

    private JsonNode restore(String key, JsonNode node) {
        return switch (node) {
            case ObjectNode object when key.equals("logprobs") -> logprobs(object);
            case ObjectNode object -> restore(object);
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode(array.size());
                array.forEach(element -> copy.add(restore(key, element)));
                yield copy;
            }
            default -> node.isString() ? NODES.stringNode(restoreLeaf(key, node.stringValue())) : node;
        };
    }

    private ObjectNode logprobs(ObjectNode logprobs) {
        ObjectNode copy = logprobs.deepCopy();
        for (Map.Entry<String, JsonNode> member : copy.properties()) {
            if (member.getValue() instanceof ArrayNode tokens) {
                new LogprobTokens(restorer).restoreWhole(tokens);
            }
        }
        return copy;
    }

    private String restoreLeaf(String key, String text) {
        return key.equals(ARGUMENTS) ? restorer.restore(text, TextForm.JSON) : restorer.restore(text);
    }
}
