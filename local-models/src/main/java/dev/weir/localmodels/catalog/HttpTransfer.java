package dev.weir.localmodels.catalog;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One GET of (the rest of) a file. It ends when the body is whole, when it breaks, or when no byte came for the stall
 * time: never later.
 */
final class HttpTransfer {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final HttpClient client;
    private final Path part;
    private final long expectedBytes;
    private final Duration stall;

    HttpTransfer(HttpClient client, Path part, long expectedBytes, Duration stall) {
        this.client = client;
        this.part = part;
        this.expectedBytes = expectedBytes;
        this.stall = stall;
    }

    /**
     * Asks for the file from {@code offset} on.
     *
     * @return the response; its body, if the status was 200 or 206, is in the partial file
     * @throws SourceException if the transfer didn't end well; what arrived stays in the partial file
     */
    HttpResponse<Long> get(URI uri, long offset, LongConsumer progress) throws SourceException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET().header("User-Agent", "weir");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        AtomicReference<@Nullable PartWriter> writer = new AtomicReference<>();
        CompletableFuture<HttpResponse<Long>> answer =
                client.sendAsync(request.build(), info -> subscriber(info, offset, writer));
        try {
            return await(answer, writer, progress);
        } catch (ExecutionException e) {
            throw explain(e.getCause() == null ? e : e.getCause(), uri);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceException.unreachable("interrupted", e);
        } finally {
            answer.cancel(true);
            PartWriter open = writer.get();
            if (open != null) {
                open.stop();
                progress.accept(open.written());
            }
        }
    }

    private HttpResponse<Long> await(
            CompletableFuture<HttpResponse<Long>> answer,
            AtomicReference<@Nullable PartWriter> writer,
            LongConsumer progress)
            throws SourceException, ExecutionException, InterruptedException {
        long seen = -1;
        long lastByte = System.nanoTime();
        while (true) {
            try {
                return answer.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                PartWriter open = writer.get();
                long now = open == null ? -1 : open.written();
                if (now != seen) {
                    seen = now;
                    lastByte = System.nanoTime();
                    progress.accept(now);
                } else if (System.nanoTime() - lastByte > stall.toNanos()) {
                    throw SourceException.unreachable("stalled: no byte for " + seconds(stall), e);
                }
            }
        }
    }

    private BodySubscriber<Long> subscriber(
            ResponseInfo info, long offset, AtomicReference<@Nullable PartWriter> writer) {
        if (info.statusCode() != OK && info.statusCode() != PARTIAL) {
            return new IgnoredBody(null);
        }
        long start = info.statusCode() == PARTIAL ? offset : 0;
        SourceException refusal = checkLength(info, start);
        if (refusal != null) {
            return new IgnoredBody(refusal);
        }
        PartWriter created = new PartWriter(part, start, expectedBytes);
        writer.set(created);
        return created;
    }

    private @Nullable SourceException checkLength(ResponseInfo info, long start) {
        if (info.statusCode() == PARTIAL) {
            String range = info.headers().firstValue("Content-Range").orElse("none");
            Matcher matcher = CONTENT_RANGE.matcher(range);
            boolean fits = matcher.matches()
                    && matcher.group(1).equals(Long.toString(start))
                    && (matcher.group(2).equals("*") || matcher.group(2).equals(Long.toString(expectedBytes)));
            return fits ? null : SourceException.refused("answers with another range than asked for (" + range + ")");
        }
        long declared = info.headers().firstValueAsLong("Content-Length").orElse(expectedBytes);
        return declared == expectedBytes
                ? null
                : SourceException.refused("has " + declared + " bytes where " + expectedBytes + " are expected");
    }

    private SourceException explain(Throwable failure, URI uri) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SourceException known -> {
                    return known;
                }
                case UnresolvedAddressException unknown -> {
                    return SourceException.unreachable("no address for " + uri.getHost() + " (offline?)", unknown);
                }
                case UnknownHostException unknown -> {
                    return SourceException.unreachable("no address for " + uri.getHost() + " (offline?)", unknown);
                }
                case HttpConnectTimeoutException timeout -> {
                    return SourceException.unreachable("no connection to " + uri.getHost(), timeout);
                }
                case SSLException tls -> {
                    return SourceException.unreachable("no trusted TLS connection to " + uri.getHost(), tls);
                }
                default -> {
                    // a wrapper: look at what it wraps
                }
            }
        }
        if (failure instanceof ConnectException) {
            return SourceException.unreachable("connection to " + uri.getHost() + " refused", failure);
        }
        String detail =
                failure instanceof IOException && failure.getMessage() != null ? ": " + failure.getMessage() : "";
        return SourceException.unreachable("connection broke off" + detail, failure);
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
