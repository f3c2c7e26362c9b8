package dev.weir.policy.pseudonym;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Places in the text of a message: once surrogates are restored they lie elsewhere. */
final class Annotations {

    private static final List<String> PLACES = List.of("start_index", "end_index");

    private Annotations() {}

    /** Moves every place to where the text it meant is now. */
    static void move(JsonNode annotations, StreamRestorer text) {
        for (JsonNode annotation : annotations) {
            for (JsonNode detail : annotation) {
                if (detail instanceof ObjectNode object) {
                    move(object, text);
                }
            }
            if (annotation instanceof ObjectNode object) {
                move(object, text);
            }
        }
    }

    private static void move(ObjectNode object, StreamRestorer text) {
        for (String place : PLACES) {
            if (object.path(place).isIntegralNumber()) {
                object.put(place, text.restoredPosition(object.path(place).intValue()));
            }
        }
    }
}
