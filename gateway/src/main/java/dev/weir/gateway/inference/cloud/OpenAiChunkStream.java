package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a provider's stream, passed on as they are. A stream that ends without an end is an error. */
final class OpenAiChunkStream implements ChunkStream {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final UpstreamExchange exchange;
    private final SseReader events;
    private final Set<Integer> open = new HashSet<>();
    private Optional<ObjectNode> first = Optional.empty();
    private boolean begun;
    private boolean ended;

    private OpenAiChunkStream(UpstreamExchange exchange) {
        this.exchange = exchange;
        this.events = new SseReader(exchange.body());
    }

    /** Returns once the first chunk is there. */
    static OpenAiChunkStream start(UpstreamExchange exchange) {
        OpenAiChunkStream stream = new OpenAiChunkStream(exchange);
        stream.first = stream.read();
        if (stream.first.isEmpty()) {
            throw stream.brokenOff();
        }
        exchange.flows();
        return stream;
    }

    @Override
    public Optional<ObjectNode> next() {
        Optional<ObjectNode> chunk = first.isPresent() ? first : read();
        first = Optional.empty();
        return chunk;
    }

    @Override
    public void close() {
        exchange.close();
    }

    private Optional<ObjectNode> read() {
        while (!ended) {
            Optional<byte[]> data = event();
            if (data.isEmpty()) {
                checkEnd();
                return end();
            }
            if (Arrays.equals(data.get(), DONE)) {
                return end();
            }
            if (data.get().length > 0) {
                ObjectNode chunk = OpenAiAnswers.object(exchange, data.get());
                note(chunk);
                return Optional.of(chunk);
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> event() {
        try {
            return events.next();
        } catch (IOException e) {
            throw exchange.failure(e);
        }
    }

    private Optional<ObjectNode> end() {
        ended = true;
        exchange.completed();
        return Optional.empty();
    }

    /** Some providers leave {@code [DONE]} out; then every choice must have finished. */
    private void checkEnd() {
        if (!begun || !open.isEmpty()) {
            throw brokenOff();
        }
    }

    private UpstreamFailure brokenOff() {
        return new UpstreamFailure(
                Kind.BROKEN, "provider `" + exchange.provider() + "` ended its stream before the answer was complete");
    }

    private void note(ObjectNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            begun = true;
            int index = choice.path("index").asInt(0);
            if (choice.hasNonNull("finish_reason")) {
                open.remove(index);
            } else {
                open.add(index);
            }
        }
    }
}
