package dev.weir.gateway.audit.shipping;

import dev.weir.gateway.http.RetryAfter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Posts to one receiver and judges its answer. Redirects are not followed: entries go where they were told to go, or nowhere.
 */
final class HttpDelivery implements AutoCloseable {

    private static final int LONGEST_ANSWER = 1 << 20;

    private final ReceiverUrl url;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * Connects to nobody yet.
     *
     * @param timeout from the connection to the end of the answer
     */
    HttpDelivery(ReceiverUrl url, Duration timeout, SSLContext tls) {
        this.url = url;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .sslContext(tls)
                .build();
    }

    /** What every request has. */
    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(url.url()).header("User-Agent", "weir");
    }

    /** Sends it and returns the body of a 2xx answer. */
    byte[] post(HttpRequest request) throws UndeliveredException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw UndeliveredException.passing(url + " did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failed) {
            throw UndeliveredException.passing(url + " can't be reached: " + why(failed));
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
            throw UndeliveredException.passing("interrupted");
        }
    }

    /** Only TLS says in its messages what an operator must know; others may quote what was sent. */
    private static String why(Throwable failed) {
        Throwable cause = failed.getCause();
        if (failed instanceof ExecutionException && cause != null) {
            return why(cause);
        }
        return failed instanceof SSLException
                ? failed.toString()
                : failed.getClass().getSimpleName();
    }

    private byte[] judge(HttpResponse<byte[]> answer) throws UndeliveredException {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer.body();
        }
        String what = url + " answered with HTTP " + status;
        if (status >= 500 || status == 408 || status == 429) {
            throw UndeliveredException.busy(
                    what,
                    answer.headers().firstValue("retry-after").flatMap(text -> RetryAfter.parse(text, Instant.now())));
        }
        throw UndeliveredException.refused(
                status < 400
                        ? what + ", a redirect, which is never followed; correct the address"
                        : what + "; it doesn't want the log like this: check address, secret and the receiver itself");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Whether a header can be sent at all; what is wrong with it is not said, since it may be a secret. */
    boolean accepts(String name, String value) {
        try {
            request().header(name, value);
            return true;
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }
}
