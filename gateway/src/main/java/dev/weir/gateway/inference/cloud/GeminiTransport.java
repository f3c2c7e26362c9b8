package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ClientPresence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;

/**
 * Carries one call of Google's SDK over {@link UpstreamClient}, in place of the SDK's own connections: only the headers
 * named below leave, with the same limits and cancellation as for every other provider. Made per call; {@link #end}
 * cancels it.
 */
final class GeminiTransport extends SdkCall implements Interceptor {

    /** The SDK puts the API's version and the model into the path; where it leads is decided here. */
    static final String NOWHERE = "http://127.0.0.1:1";

    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));

    private final Word finishReason = new Word("\"finishReason\"");
    private final Word blockReason = new Word("\"blockReason\"");

    GeminiTransport(
            ProviderConnection connection,
            UpstreamExchange.Form form,
            ClientPresence client,
            Optional<String> idempotencyKey) {
        super(connection, form, client, idempotencyKey);
    }

    /** A client of which no request gets past this transport. */
    OkHttpClient httpClient() {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(this)
                .build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        sending(Thread.currentThread());
        try {
            UpstreamExchange answer = send(address(request), key(), body(request));
            InputStream body = new WatchedBody(answer.body());
            return new Response.Builder()
                    .request(request)
                    .protocol(Protocol.HTTP_1_1)
                    .code(answer.status())
                    .message("")
                    .body(ResponseBody.create(Okio.buffer(Okio.source(body)), JSON, -1))
                    .build();
        } finally {
            sent();
        }
    }

    /**
     * Checks that the answer, which is at its end, says why it ended.
     *
     * @throws UpstreamFailure if it doesn't: the prompt was blocked, or the answer broke off
     */
    void requireEnd() {
        if (!finishReason.seen) {
            String name = "provider `" + connection.client().provider() + "` ";
            throw blockReason.seen
                    ? new UpstreamFailure(UpstreamFailure.Kind.REJECTED, name + "blocked the prompt")
                    : new UpstreamFailure(
                            UpstreamFailure.Kind.BROKEN, name + "ended its answer before it was complete");
        }
    }

    private URI address(Request request) {
        String query = request.url().encodedQuery();
        return URI.create(connection.baseUrl() + request.url().encodedPath() + (query == null ? "" : "?" + query));
    }

    private Map<String, String> key() {
        return connection
                .key()
                .map(key -> Map.of("x-goog-api-key", key.reveal()))
                .orElse(Map.of());
    }

    private static byte[] body(Request request) throws IOException {
        Buffer bytes = new Buffer();
        if (request.body() != null) {
            request.body().writeTo(bytes);
        }
        return bytes.readByteArray();
    }

    /**
     * Looks for words that Spring AI passes over: it reads an answer without a finish reason as one that stopped properly.
     * In a stream, puts two empty events after each: Google's SDK and Reactor each read one event ahead, and would hold
     * each back until the next but one is there.
     */
    private final class WatchedBody extends FilterInputStream {

        private static final byte[] EMPTY_EVENTS = "data: {\"modelVersion\":\"none\",\"candidates\":[]}\n\n"
                .repeat(2)
                .getBytes(StandardCharsets.US_ASCII);
        private static final int PIECE = 8_192;

        private ByteArrayInputStream ready = new ByteArrayInputStream(new byte[0]);
        private boolean lineIsEmpty = true;

        WatchedBody(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (ready.available() == 0) {
                byte[] piece = new byte[PIECE];
                int count = in.read(piece, 0, PIECE);
                if (count < 0) {
                    return -1;
                }
                ready = new ByteArrayInputStream(watched(piece, count));
            }
            return ready.read(buffer, offset, length);
        }

        private byte[] watched(byte[] piece, int count) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
            for (int i = 0; i < count; i++) {
                finishReason.look(piece[i]);
                blockReason.look(piece[i]);
                bytes.write(piece[i]);
                if (piece[i] == '\n') {
                    if (lineIsEmpty && form == UpstreamExchange.Form.STREAM) {
                        bytes.writeBytes(EMPTY_EVENTS);
                    }
                    lineIsEmpty = true;
                } else if (piece[i] != '\r') {
                    lineIsEmpty = false;
                }
            }
            return bytes.toByteArray();
        }
    }

    /**
     * A field's name in a stream of JSON, with its quotation marks: in a text of the model's there is a backslash before
     * the second.
     */
    private static final class Word {

        private final byte[] bytes;
        private int matched;
        private volatile boolean seen;

        Word(String word) {
            bytes = word.getBytes(StandardCharsets.US_ASCII);
        }

        /** No later part of the word is a beginning of it but its last byte. */
        void look(byte next) {
            if (next == bytes[matched]) {
                matched++;
            } else {
                matched = next == bytes[0] ? 1 : 0;
            }
            if (matched == bytes.length) {
                seen = true;
                matched = 1;
            }
        }
    }
}
