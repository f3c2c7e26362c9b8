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

/**
 * Carries one call of Anthropic's SDK over {@link UpstreamClient}, in place of the SDK's own HTTP client. That client
 * follows redirects, repeats requests and sends headers that describe this machine ({@code x-stainless-*}); here only
 * the headers named below leave, with the same limits and cancellation as for every other provider. Made per call;
 * {@link #end} cancels it.
 */
final class AnthropicTransport extends SdkCall implements HttpClient {

    private static final String VERSION_HEADER = "anthropic-version";
    private static final String VERSION = "2023-06-01";

    AnthropicTransport(
            ProviderConnection connection,
            UpstreamExchange.Form form,
            ClientPresence client,
            Optional<String> idempotencyKey) {
        super(connection, form, client, idempotencyKey);
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        return new Answer(send(address(request), headers(request), body(request)));
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        sending(Thread.ofVirtual()
                .name("upstream-" + connection.client().provider())
                .start(() -> {
                    try {
                        answer.complete(execute(request, options));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    } finally {
                        sent();
                    }
                }));
        return answer;
    }

    /** Does nothing: the SDK calls it when its client is collected, which may be in the midst of a stream. */
    @Override
    public void close() {}

    private URI address(HttpRequest request) {
        return URI.create(connection.baseUrl() + "/" + String.join("/", request.pathSegments()));
    }

    private Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                VERSION_HEADER,
                request.headers().values(VERSION_HEADER).stream().findFirst().orElse(VERSION));
        connection.key().ifPresent(key -> headers.put("x-api-key", key.reveal()));
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
