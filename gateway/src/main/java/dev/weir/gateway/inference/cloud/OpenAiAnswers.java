package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Reads answers in OpenAI's wire format, unknown fields and all. */
final class OpenAiAnswers {

    private OpenAiAnswers() {}

    /** Reads a whole answer and closes the exchange. */
    static ChatReply whole(UpstreamExchange exchange) {
        byte[] json = bytes(exchange);
        exchange.completed();
        exchange.close();
        return new ChatReply.Whole(object(exchange, json));
    }

    /** Translates a failure before anything is closed: closing looks like the client's own leaving. */
    private static byte[] bytes(UpstreamExchange exchange) {
        try {
            return exchange.body().readAllBytes();
        } catch (IOException e) {
            throw exchange.failure(e);
        }
    }

    /** Reads a stream up to its first chunk. The stream closes the exchange. */
    static ChatReply streamed(UpstreamExchange exchange) {
        String type = exchange.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("text/event-stream")) {
            throw new UpstreamFailure(
                    Kind.BROKEN, "provider `" + exchange.provider() + "` was asked for a stream and sent none");
        }
        return new ChatReply.Streamed(OpenAiChunkStream.start(exchange));
    }

    /** Parses an object that reports no error. */
    static ObjectNode object(UpstreamExchange exchange, byte[] json) {
        ObjectNode answer = parse(exchange, json);
        if (answer.hasNonNull("error")) {
            throw UpstreamErrors.reported(exchange.provider(), answer);
        }
        return answer;
    }

    private static ObjectNode parse(UpstreamExchange exchange, byte[] json) {
        try {
            if (Json.MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // Falls through: the parser's message can quote the answer.
        }
        throw new UpstreamFailure(
                Kind.BROKEN, "provider `" + exchange.provider() + "` sent an answer that is no JSON object");
    }
}
