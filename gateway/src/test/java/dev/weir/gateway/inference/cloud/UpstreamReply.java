package dev.weir.gateway.inference.cloud;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One scripted answer of a {@link RecordingUpstream}. */
@FunctionalInterface
public interface UpstreamReply {

    /** What an answer may do to its connection. */
    interface Line {

        OutputStream out();

        Socket socket();

        /** What is answered. */
        RecordingUpstream.Recorded request();

        /** Says that one more event went out. */
        void eventSent();
    }

    /** Plays the answer. A thrown exception ends the connection, and counts as a hang-up of the client. */
    void play(Line line) throws IOException, InterruptedException;

    /** Status 200 with a JSON body. */
    static UpstreamReply json(String body) {
        return status(200, Map.of(), body);
    }

    /** Any status with headers and a JSON body. */
    static UpstreamReply status(int status, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + status + " Scripted\r\ncontent-type: application/json\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(bytes.length).append("\r\n\r\n");
        return line -> {
            line.out().write(head.toString().getBytes(StandardCharsets.US_ASCII));
            line.out().write(bytes);
            line.out().flush();
        };
    }

    /** An event stream: each event written as it is given, {@code gap} between them, then a proper end. */
    static UpstreamReply events(List<String> events, Duration gap) {
        return line -> {
            openStream(line);
            for (String event : events) {
                chunk(line, event);
                line.eventSent();
                Thread.sleep(gap);
            }
            line.out().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            line.out().flush();
        };
    }

    /** An event stream of OpenAI's form: each payload as {@code data:}, and {@code [DONE]} last. */
    static UpstreamReply openAiStream(List<String> payloads, Duration gap) {
        List<String> events = new ArrayList<>();
        payloads.forEach(payload -> events.add("data: " + payload + "\n\n"));
        events.add("data: [DONE]\n\n");
        return events(events, gap);
    }

    /** An event stream that is reset by the server after these events. */
    static UpstreamReply resetAfter(List<String> events) {
        return line -> {
            openStream(line);
            for (String event : events) {
                chunk(line, event);
                line.eventSent();
            }
            Thread.sleep(50);
            line.socket().setSoLinger(true, 0);
            line.socket().close();
        };
    }

    /** An event stream that says nothing more after these events, until the client leaves. */
    static UpstreamReply silentAfter(List<String> events) {
        return line -> {
            openStream(line);
            for (String event : events) {
                chunk(line, event);
                line.eventSent();
            }
            line.socket().getInputStream().read();
            throw new IOException("the client left");
        };
    }

    /** No answer at all, until the client leaves. */
    static UpstreamReply silence() {
        return line -> {
            line.socket().getInputStream().read();
            throw new IOException("the client left");
        };
    }

    private static void openStream(Line line) throws IOException {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        line.out().write(head.getBytes(StandardCharsets.US_ASCII));
        line.out().flush();
    }

    private static void chunk(Line line, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        line.out().write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        line.out().write(bytes);
        line.out().write("\r\n".getBytes(StandardCharsets.US_ASCII));
        line.out().flush();
    }
}
