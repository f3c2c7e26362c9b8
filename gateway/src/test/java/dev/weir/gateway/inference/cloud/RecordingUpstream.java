package dev.weir.gateway.inference.cloud;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider's stand-in on loopback. Records every request and plays scripted replies in order, the last one again and
 * again. Thread-safe.
 */
public final class RecordingUpstream implements AutoCloseable {

    /** A request as it arrived; header names in lower case. */
    public record Recorded(String start, Map<String, String> headers, String body) {}

    private final ServerSocket server;
    private final Deque<UpstreamReply> script = new ConcurrentLinkedDeque<>();
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger eventsSent = new AtomicInteger();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    private RecordingUpstream(ServerSocket server) {
        this.server = server;
    }

    /** Starts a server on a free port of 127.0.0.1. */
    public static RecordingUpstream start(UpstreamReply... replies) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            RecordingUpstream upstream = new RecordingUpstream(server);
            upstream.script.addAll(List.of(replies));
            Thread.ofVirtual().name("upstream").start(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a reply to the script. */
    public void thenReply(UpstreamReply reply) {
        script.add(reply);
    }

    /** {@code http://127.0.0.1:port}, without a path. */
    public String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public List<Recorded> requests() {
        return List.copyOf(requests);
    }

    /** Connections accepted so far. */
    public int connectionCount() {
        return connections.size();
    }

    /** Events written into streams so far. */
    public int eventsSent() {
        return eventsSent.get();
    }

    /** Waits until a client left before its answer was complete; false after ten seconds. */
    public boolean awaitHangUp() throws InterruptedException {
        return hungUp.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closeQuietly(server);
        connections.forEach(RecordingUpstream::closeQuietly);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().name("upstream-connection").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed by the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String start = line(in); !start.isEmpty(); start = line(in)) {
                Recorded request = request(start, in);
                requests.add(request);
                play(socket, request);
            }
        } catch (IOException _) {
            // The connection ended; whether in the midst of an answer is recorded where it matters.
        }
    }

    private void play(Socket socket, Recorded request) throws IOException {
        try {
            nextReply().play(new Connection(socket, socket.getOutputStream(), request, eventsSent));
        } catch (IOException e) {
            hungUp.countDown();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private synchronized UpstreamReply nextReply() {
        return script.size() > 1 ? script.remove() : script.element();
    }

    private static Recorded request(String start, InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        return new Recorded(start, Map.copyOf(headers), new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // Closing at the end of a test: nothing is left to save.
        }
    }

    private record Connection(Socket socket, OutputStream out, Recorded request, AtomicInteger events)
            implements UpstreamReply.Line {
        @Override
        public void eventSent() {
            events.incrementAndGet();
        }
    }
}
