package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ClientPresence;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a vendor's SDK that travels over {@link UpstreamClient}, whatever the SDK calls its connections: only named
 * headers leave, with the same limits and cancellation as for every other provider. Made per call; {@link #end} cancels
 * it.
 */
abstract class SdkCall {

    final ProviderConnection connection;
    final UpstreamExchange.Form form;

    private final ClientPresence client;
    private final Optional<String> idempotencyKey;
    private final AtomicReference<@Nullable Thread> sender = new AtomicReference<>();
    private final AtomicReference<@Nullable UpstreamExchange> exchange = new AtomicReference<>();
    private volatile boolean ended;

    SdkCall(
            ProviderConnection connection,
            UpstreamExchange.Form form,
            ClientPresence client,
            Optional<String> idempotencyKey) {
        this.connection = connection;
        this.form = form;
        this.client = client;
        this.idempotencyKey = idempotencyKey;
    }

    /**
     * Sends, and returns once the answer begins.
     *
     * @param vendors the vendor's own headers
     * @throws UpstreamFailure if the provider can't be reached, or its answer is no success
     */
    final UpstreamExchange send(URI address, Map<String, String> vendors, byte[] body) {
        UpstreamExchange answer = connection.client().post(address, headers(vendors), body, form, client);
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
        return answer;
    }

    private Map<String, String> headers(Map<String, String> vendors) {
        Map<String, String> headers = new HashMap<>(vendors);
        headers.put("accept", form == UpstreamExchange.Form.STREAM ? "text/event-stream" : "application/json");
        idempotencyKey.ifPresent(key -> headers.put("idempotency-key", key));
        return headers;
    }

    /** Which thread sends, and is interrupted when the call ends. */
    final void sending(Thread thread) {
        sender.set(thread);
    }

    /** Nobody sends any longer. */
    final void sent() {
        sender.set(null);
    }

    /** Says that the first event is there. */
    final void flows() {
        UpstreamExchange answer = exchange.get();
        if (answer != null) {
            answer.flows();
        }
    }

    /** What an exception of the SDK means. Its own text can quote the conversation and stays behind. */
    final UpstreamFailure failure(Throwable thrown) {
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

    /** Ends the call, wherever it is. May be called by any thread and more than once. */
    final void end() {
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
}
