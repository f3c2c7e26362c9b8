package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Refuses what another wire can't carry. Nothing is left out in silence. */
final class Unsupported {

    private Unsupported() {}

    static GatewayException parameter(String name) {
        return GatewayException.about(
                name,
                GatewayErrorCode.UNSUPPORTED_PARAMETER,
                "`" + name
                        + "` cannot be passed on to this provider as it stands; leave it out, or choose another model");
    }

    /** Refuses every field that is set and not among the known ones. */
    static void unlessKnown(ObjectNode object, Set<String> known, String path) {
        object.forEachEntry((name, value) -> {
            if (!value.isNull() && !known.contains(name)) {
                throw parameter(path + name);
            }
        });
    }

    static String text(JsonNode value, String path) {
        if (!value.isString()) {
            throw parameter(path);
        }
        return value.asString();
    }

    static ObjectNode object(JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw parameter(path);
    }
}
