package dev.weir.gateway.leak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A provider on loopback that keeps every byte it gets and says back what the last message says, streamed in small pieces. */
final class EchoingUpstream implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PIECE = 3;

    private final HttpServer server;
    private volatile Optional<String> line = Optional.empty();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    private EchoingUpstream(HttpServer server) {
        this.server = server;
    }

    static EchoingUpstream start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            EchoingUpstream upstream = new EchoingUpstream(server);
            server.createContext("/", upstream::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the {@code /v1}. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** From now on every answer says this. */
    void say(String text) {
        line = Optional.of(text);
    }

    /** From now on every answer says what the last message says. */
    void echo() {
        line = Optional.empty();
    }

    /** Path, headers and body of each request since the last look. */
    List<String> takeReceived() {
        List<String> all = List.copyOf(received);
        received.clear();
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestURI() + "\n"
                    + exchange.getRequestHeaders().values() + "\n" + body);
            JsonNode request = JSON.readTree(body);
            JsonNode messages = request.path("messages");
            JsonNode content = messages.path(messages.size() - 1).path("content");
            String text = content.isString()
                    ? content.stringValue()
                    : content.path(0).path("text").asString("");
            text = line.orElse(text);
            boolean stream = request.path("stream").asBoolean(false);
            exchange.getResponseHeaders().add("content-type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write((stream ? events(text) : whole(text)).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String whole(String text) {
        ObjectNode answer = JSON.createObjectNode().put("id", "c1").put("object", "chat.completion");
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        answer.putObject("usage")
                .put("prompt_tokens", 1)
                .put("completion_tokens", 1)
                .put("total_tokens", 2);
        return JSON.writeValueAsString(answer);
    }

    private static String events(String text) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < text.length(); i += PIECE) {
            ObjectNode chunk = chunk();
            chunk.withArray("/choices")
                    .addObject()
                    .put("index", 0)
                    .putNull("finish_reason")
                    .putObject("delta")
                    .put("content", text.substring(i, Math.min(text.length(), i + PIECE)));
            events.append("data: ").append(JSON.writeValueAsString(chunk)).append("\n\n");
        }
        ObjectNode last = chunk();
        last.withArray("/choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("delta");
        return events + "data: " + JSON.writeValueAsString(last) + "\n\ndata: [DONE]\n\n";
    }

    private static ObjectNode chunk() {
        return JSON.createObjectNode().put("id", "c1").put("object", "chat.completion.chunk");
    }
}
