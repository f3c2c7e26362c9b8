package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.policy.outbound.Cleared;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How providers' JSON is read: numbers keep every digit, and nothing may follow the value. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** What a cleared body says. */
    static ObjectNode object(Cleared body) {
        try {
            if (MAPPER.readTree(body.json()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // Falls through: the parser's message can quote the body.
        }
        throw GatewayException.of(GatewayErrorCode.INVALID_JSON, "the request body is no JSON object");
    }
}
