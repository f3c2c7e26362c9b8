package dev.weir.gateway.leak;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request with a mark at one place.
 *
 * @param place which place that is
 */
record Shape(String place, ObjectNode template) {

    static final String MARK = "§mark§";
    /** The text escaped as JSON wants it. */
    static final String IN_JSON = "§json§";
    /** Every character of the text as a JSON escape. */
    static final String ESCAPED = "§escaped§";

    static final String FIRST_HALF = "§first§";
    static final String SECOND_HALF = "§second§";

    /** The request with a text where the mark is. */
    ObjectNode with(String text) {
        return (ObjectNode) planted(template, text);
    }

    private static JsonNode planted(JsonNode node, String text) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    copy.set(filled(member.getKey(), text), planted(member.getValue(), text));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(planted(element, text)));
                yield copy;
            }
            default -> node.isString() ? JsonNodeFactory.instance.stringNode(filled(node.stringValue(), text)) : node;
        };
    }

    private static String filled(String template, String text) {
        if (template.indexOf('§') < 0) {
            return template;
        }
        String quoted = JsonMapper.shared().writeValueAsString(text);
        String escaped = text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
        return template.replace(MARK, text)
                .replace(IN_JSON, quoted.substring(1, quoted.length() - 1))
                .replace(ESCAPED, escaped)
                .replace(FIRST_HALF, text.substring(0, text.length() / 2))
                .replace(SECOND_HALF, text.substring(text.length() / 2));
    }

    @Override
    public String toString() {
        return place;
    }
}
