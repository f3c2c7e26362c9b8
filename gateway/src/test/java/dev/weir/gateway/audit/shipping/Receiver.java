package dev.weir.gateway.audit.shipping;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A real HTTP server that keeps what it gets and answers as it is told. */
final class Receiver implements AutoCloseable {

    static final Reply OK = new Reply(200, Map.of(), "");

    private final HttpServer server;
    private final boolean tls;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Received> news = new LinkedBlockingQueue<>();

    /** An answer. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply of(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    /** A request, and when it came. */
    record Received(String path, Map<String, String> headers, String text, long at) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private Receiver(HttpServer server, boolean tls, IntFunction<Reply> answers) {
        this.server = server;
        this.tls = tls;
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    /** Answers its first request with the first answer, and so on; {@code answers} may block. */
    static Receiver answering(IntFunction<Reply> answers) throws IOException {
        return at(0, answers);
    }

    static Receiver at(int port, IntFunction<Reply> answers) throws IOException {
        return new Receiver(HttpServer.create(address(port), 0), false, answers);
    }

    static Receiver secured(TestCertificate certificate) throws IOException {
        HttpsServer server = HttpsServer.create(address(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        return new Receiver(server, true, _ -> OK);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void answer(HttpExchange exchange, IntFunction<Reply> answers) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            Received received = new Received(
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    System.nanoTime());
            int number;
            synchronized (all) {
                number = all.size();
                all.add(received);
            }
            news.add(received);
            Reply reply = answers.apply(number);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    URI url(String path) {
        return URI.create((tls ? "https" : "http") + "://localhost:" + port() + path);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The next request that nobody took yet. */
    Received take() throws InterruptedException {
        Received next = news.poll(2, TimeUnit.MINUTES);
        if (next == null) {
            throw new AssertionError("no request came");
        }
        return next;
    }

    List<Received> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
