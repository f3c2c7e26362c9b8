package dev.weir.gateway.error;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Error bodies: OpenAI's for its API, RFC 9457 problem details for the admin API. */
public final class ErrorBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ErrorBody() {}

    /** {@code {"error":{"message","type","param","code"}}}, all four keys always there. */
    public static ObjectNode openAi(GatewayException failure) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("message", failure.text());
        error.put("type", failure.code().type());
        error.put("param", failure.parameter().orElse(null));
        error.put("code", failure.code().code());
        return body;
    }

    static ObjectNode problem(GatewayException failure, int status, String requestId) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "about:blank");
        body.put("title", failure.code().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        body.put("status", status);
        body.put("detail", failure.text());
        body.put("code", failure.code().code());
        body.put("traceId", requestId);
        return body;
    }

    static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
