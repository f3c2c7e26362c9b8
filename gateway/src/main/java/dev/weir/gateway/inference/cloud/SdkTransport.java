package dev.weir.gateway.inference.cloud;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import dev.weir.gateway.inference.ClientPresence;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries one call of Anthropic's SDK over {@link UpstreamClient}, in place of the SDK's own HTTP client. That client
 * follows redirects, repeats requests and sends headers that describe this machine ({@code x-stainless-*}); here only
 * the headers named below leave, with the same limits and cancellation as for every other provider. Made per call;
 * {@link #end} cancels it.
 */
final class SdkTransport implements HttpClient {

    private static final String VERSION_HEADER = "anthropic-version";
    private static final String VERSION = "2023-06-01";

    private final ProviderConnection connection;
    private final UpstreamExchange.Form form;
    private final ClientPresence client;
    private final Optional<String> idempotencyKey;
    private final AtomicReference<@Nullable Thread> sender = new AtomicReference<>();
    private final AtomicReference<@Nullable UpstreamExchange> exchange = new AtomicReference<>();
    private volatile boolean ended;

    SdkTransport(
            ProviderConnection connection,
            UpstreamExchange.Form form,
            ClientPresence client,
            Optional<String> idempotencyKey) {
        this.connection = connection;
        this.form = form;
        this.client = client;
        this.idempotencyKey = idempotencyKey;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        UpstreamExchange answer =
                connection.client().post(address(request), headers(request), body(request), form, client);
        exchange.set(answer);
        if (ended) {
            answer.close();
        }
        try {
            connection.errors().check(answer);
        } catch (UpstreamFailure e) {
            answer.close();
            throw e;
        }
        return new Answer(answer);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        sender.set(Thread.ofVirtual()
                .name("upstream-" + connection.client().provider())
                .start(() -> {
                    try {
                        answer.complete(execute(request, options));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    } finally {
                        sender.set(null);
                    }
                }));
        return answer;
    }

    /** Says that the first event is there. */
    void flows() {
        UpstreamExchange answer = exchange.get();
        if (answer != null) {
            answer.flows();
        }
    }

    /** What an exception of the SDK means. Its own text can quote the conversation and stays behind. */
    UpstreamFailure failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpstreamFailure failure) {
                return failure;
            }
        }
        UpstreamExchange answer = exchange.get();
        return answer != null && thrown instanceof Exception exception
                ? answer.failure(exception)
                : new UpstreamFailure(UpstreamFailure.Kind.BROKEN, "the provider could not be called");
    }

    /** Does nothing: the SDK calls it when its client is collected, which may be in the midst of a stream. */
    @Override
    public void close() {}

    /** Ends the call, wherever it is. May be called by any thread and more than once. */
    void end() {
        ended = true;
        Thread waiting = sender.getAndSet(null);
        if (waiting != null) {
            waiting.interrupt();
        }
        UpstreamExchange answer = exchange.get();
        if (answer != null) {
            answer.close();
        }
    }

    private URI address(HttpRequest request) {
        return URI.create(connection.baseUrl() + "/" + String.join("/", request.pathSegments()));
    }

    private Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("accept", form == UpstreamExchange.Form.STREAM ? "text/event-stream" : "application/json");
        headers.put(
                VERSION_HEADER,
                request.headers().values(VERSION_HEADER).stream().findFirst().orElse(VERSION));
        connection.key().ifPresent(key -> headers.put("x-api-key", key.reveal()));
        idempotencyKey.ifPresent(key -> headers.put("idempotency-key", key));
        return headers;
    }

    private static byte[] body(HttpRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HttpRequestBody body = request.body()) {
            if (body != null) {
                body.writeTo(bytes);
            }
        }
        return bytes.toByteArray();
    }

    /** An answer as the SDK sees it. */
    private record Answer(UpstreamExchange exchange) implements HttpResponse {

        @Override
        public int statusCode() {
            return exchange.status();
        }

        /** None: the SDK needs none of them, and Spring AI would keep rate limits that nobody reads. */
        @Override
        public Headers headers() {
            return Headers.builder().build();
        }

        @Override
        public InputStream body() {
            return exchange.body();
        }

        @Override
        public void close() {
            exchange.release();
        }
    }
}
