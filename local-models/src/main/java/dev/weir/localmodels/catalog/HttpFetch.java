package dev.weir.localmodels.catalog;

import dev.weir.localmodels.catalog.ModelStoreException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Fetches a file over HTTP: goes on where an earlier try stopped, follows a few redirects, https only (or plain http
 * that starts and stays on loopback).
 */
final class HttpFetch {

    private static final int MAX_REDIRECTS = 5;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final PullSettings settings;
    private final Path part;
    private final long expectedBytes;
    private final ProgressListener listener;

    HttpFetch(PullSettings settings, Path part, long expectedBytes, ProgressListener listener) {
        this.settings = settings;
        this.part = part;
        this.expectedBytes = expectedBytes;
        this.listener = listener;
    }

    /** Brings the partial file to its full length, with new tries as long as each one brings bytes. */
    void fetch(URI start, Consumer<String> retrying) throws SourceException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(settings.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            try {
                fetch(client, start, retrying);
            } finally {
                client.shutdownNow();
            }
        }
    }

    private void fetch(HttpClient client, URI start, Consumer<String> retrying) throws SourceException {
        for (int attempt = 1; true; attempt++) {
            long before = sizeOfPart();
            if (before == expectedBytes) {
                return;
            }
            try {
                attempt(client, start, before);
                return;
            } catch (SourceException e) {
                boolean worthAnother = e.reason() == Reason.UNREACHABLE && sizeOfPart() > before;
                if (!worthAnother || attempt >= settings.attempts()) {
                    throw e;
                }
                retrying.accept(e.line());
            }
        }
    }

    private void attempt(HttpClient client, URI start, long offset) throws SourceException {
        HttpTransfer transfer = new HttpTransfer(client, part, expectedBytes, settings.stall());
        URI uri = start;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpResponse<Long> response = transfer.get(uri, offset, this::report);
            int status = response.statusCode();
            if (status / 100 == 2) {
                requireWhole();
                return;
            }
            if (status == RANGE_NOT_SATISFIABLE && offset > 0) {
                discardPart();
                attempt(client, start, 0);
                return;
            }
            if (status / 100 != 3) {
                throw SourceException.unreachable("answers " + status + " for " + uri.getHost() + uri.getPath(), null);
            }
            uri = target(uri, response);
        }
        throw SourceException.refused("more than " + MAX_REDIRECTS + " redirects");
    }

    private static URI target(URI from, HttpResponse<Long> response) throws SourceException {
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> SourceException.refused("a redirect without a target"));
        try {
            URI to = from.resolve(location);
            Addresses.requireFetchable(to);
            if (Addresses.isLoopbackHttp(to) && !Addresses.isLoopbackHttp(from)) {
                throw SourceException.refused("redirects from the network to this machine");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw SourceException.refused("redirects to an address that is refused: " + e.getMessage(), e);
        }
    }

    private void requireWhole() throws SourceException {
        long size = sizeOfPart();
        if (size < expectedBytes) {
            throw SourceException.unreachable("ended after " + size + " of " + expectedBytes + " bytes", null);
        }
    }

    private void report(long written) {
        if (written >= 0) {
            listener.on(new PullEvent.Transferred(written, expectedBytes));
        }
    }

    private long sizeOfPart() throws SourceException {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw SourceException.onDisk("cannot read " + part, e);
        }
    }

    private void discardPart() throws SourceException {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw SourceException.onDisk("cannot delete " + part, e);
        }
    }
}
