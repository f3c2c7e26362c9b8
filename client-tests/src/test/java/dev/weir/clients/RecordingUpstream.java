package dev.weir.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands in for a cloud provider on 127.0.0.1: keeps every byte it is sent, answers in OpenAI's wire format. */
final class RecordingUpstream implements AutoCloseable {

    private static final String ANSWER = """
            {"id":"chatcmpl-up","object":"chat.completion","created":1,"model":"cloud-model","choices":[{"index":0,\
            "message":{"role":"assistant","content":"From the cloud.","refusal":null},"logprobs":null,\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}""";

    private final HttpServer server;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private RecordingUpstream(HttpServer server) {
        this.server = server;
    }

    static RecordingUpstream start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RecordingUpstream upstream = new RecordingUpstream(server);
            server.createContext("/", upstream::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Everything received: path, headers and body of each request. */
    List<String> received() {
        return List.copyOf(received);
    }

    void forget() {
        received.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            received.add(exchange.getRequestURI() + "\n"
                    + exchange.getRequestHeaders().entrySet() + "\n" + body);
            boolean stream = body.contains("\"stream\":true");
            byte[] reply = (stream ? events() : ANSWER).getBytes(UTF_8);
            exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private static String events() {
        return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
                + chunk("{\"content\":\"From the\"}", "null")
                + chunk("{\"content\":\" cloud.\"}", "null")
                + chunk("{}", "\"stop\"")
                + "data: [DONE]\n\n";
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"chatcmpl-up\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"cloud-model\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
