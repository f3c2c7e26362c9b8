package dev.weir.gateway.openai;

import dev.weir.gateway.error.ErrorBody;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes server-sent events as OpenAI's clients expect them: {@code data: } with the space and one line of JSON, each
 * event flushed; no {@code id}, {@code retry} or {@code event} fields; comments to keep a silent connection open; one
 * {@code [DONE]} at the end, and none after an error.
 */
final class EventStream {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ServletOutputStream out;

    private EventStream(ServletOutputStream out) {
        this.out = out;
    }

    /** Commits the answer: from here on a failure can only be an event. */
    static EventStream begin(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        return new EventStream(response.getOutputStream());
    }

    /** Writes everything up to the end of the stream. */
    void writeAll(Optional<ObjectNode> first, ChunkPump rest, Duration keepAlive)
            throws IOException, InterruptedException {
        if (first.isPresent()) {
            data(first.get());
        }
        while (true) {
            Optional<ChunkPump.Event> event = rest.poll(keepAlive);
            if (event.isEmpty()) {
                write(KEEP_ALIVE);
                continue;
            }
            switch (event.get()) {
                case ChunkPump.Event.Chunk(ObjectNode json) -> data(json);
                case ChunkPump.Event.Failed(var failure) -> {
                    data(ErrorBody.openAi(failure));
                    return;
                }
                case ChunkPump.Event.Ended() -> {
                    write(DONE);
                    return;
                }
            }
        }
    }

    private void data(JsonNode json) throws IOException {
        out.write(DATA);
        out.write(WireJson.bytes(json));
        write(END);
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
