package dev.weir.gateway.openai;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Writes a whole JSON answer, whatever {@code Accept} says. */
final class JsonAnswer {

    private JsonAnswer() {}

    static void write(HttpServletResponse response, JsonNode json) throws IOException {
        byte[] body = WireJson.bytes(json);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
