package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A journal in a folder of the test's own, and what it takes to ship it. */
final class ShippedLog implements AutoCloseable {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final ShippingProperties AT_ONCE =
            new ShippingProperties(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(20));

    private final Path directory;
    private final Journal journal;

    private ShippedLog(Path directory, Journal journal) {
        this.directory = directory;
        this.journal = journal;
    }

    static ShippedLog in(Path directory) throws IOException {
        Files.writeString(directory.resolve("secret"), SECRET + "\n");
        return new ShippedLog(directory, Journal.open(JournalSettings.in(directory.resolve("journal"))));
    }

    Journal journal() {
        return journal;
    }

    /** Adds so many entries and returns when they are on disk. */
    void append(int entries) {
        append(entries, "a decision");
    }

    void append(int entries, String text) {
        List<CompletableFuture<Long>> written = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            written.add(journal.append(
                    "decision", Instant.EPOCH.plusNanos(1_000), new Json.ObjectValue(Map.of("text", Json.of(text)))));
        }
        written.forEach(CompletableFuture::join);
    }

    /** Entries as they were hashed, in the form of a webhook's body. */
    String lines(long first, long last) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (long entry = first; entry <= last; entry++) {
            lines.append(new String(journal.read(entry).orElseThrow().text(), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return lines.toString();
    }

    WebhookProperties webhook(URI url, int batch) {
        return webhook(url, batch, Optional.empty(), Duration.ofMinutes(2));
    }

    WebhookProperties webhook(URI url, int batch, Optional<String> trusted, Duration timeout) {
        return new WebhookProperties(
                Optional.of(url),
                Optional.of(directory.resolve("secret").toString()),
                Optional.empty(),
                trusted,
                false,
                batch,
                timeout);
    }

    static OtlpProperties otlp(URI endpoint, Map<String, String> headers, Map<String, String> headerFiles) {
        return new OtlpProperties(
                Optional.of(endpoint), headers, headerFiles, Optional.empty(), false, 100, Duration.ofMinutes(2));
    }

    Shipping ship(WebhookProperties webhook) throws InvalidShippingException {
        return ship(webhook, NO_OTLP, AT_ONCE);
    }

    Shipping ship(OtlpProperties otlp) throws InvalidShippingException {
        return ship(NO_WEBHOOK, otlp, AT_ONCE);
    }

    Shipping ship(WebhookProperties webhook, OtlpProperties otlp, ShippingProperties waits)
            throws InvalidShippingException {
        return Shipping.start(
                directory,
                journal,
                new DestinationSettings(
                        new SyslogProperties(Optional.empty(), 6514, Optional.empty(), Duration.ZERO),
                        webhook,
                        otlp,
                        waits,
                        name -> name.equals("WEBHOOK_SECRET") ? Optional.of(SECRET) : Optional.empty()));
    }

    static final WebhookProperties NO_WEBHOOK = new WebhookProperties(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, 1, Duration.ofMinutes(2));

    static final OtlpProperties NO_OTLP =
            new OtlpProperties(Optional.empty(), Map.of(), Map.of(), Optional.empty(), false, 1, Duration.ofMinutes(2));

    /** Waits until it is so. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it didn't come about");
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
