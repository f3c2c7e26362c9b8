package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.LogEntry;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * An HTTP endpoint. A request's body has an entry on each line, exactly as it was hashed; any 2xx confirms all of them. The
 * id of a request comes from its entries alone, so that it stays the same however often they are sent.
 */
final class WebhookDestination implements Destination {

    private static final int HASH_DIGITS = 16;

    private final WebhookProperties settings;
    private final WebhookSecret secret;
    private final HttpDelivery delivery;

    private WebhookDestination(WebhookProperties settings, WebhookSecret secret, HttpDelivery delivery) {
        this.settings = settings;
        this.secret = secret;
        this.delivery = delivery;
    }

    static WebhookDestination open(WebhookProperties settings, Function<String, Optional<String>> environment)
            throws InvalidShippingException {
        ReceiverUrl url =
                ReceiverUrl.check("weir.audit.webhook.url", settings.url().orElseThrow(), settings.insecure());
        return new WebhookDestination(
                settings,
                WebhookSecret.of(settings, environment),
                new HttpDelivery(
                        url,
                        settings.timeout(),
                        TrustedCertificates.context("weir.audit.webhook.trusted", settings.trusted())));
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public int batch() {
        return settings.batch();
    }

    @Override
    public void send(Batch batch) throws UndeliveredException {
        String id = id(batch);
        long timestamp = Instant.now().getEpochSecond();
        byte[] body = lines(batch);
        delivery.post(delivery.request()
                .header("Content-Type", "application/x-ndjson")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", secret.sign(id, timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** First and last number, and the last one's hash, which holds for everything before it: no other log has the same. */
    private static String id(Batch batch) {
        LogEntry last = batch.entries().getLast();
        return batch.entries().getFirst().sequence() + "-" + last.sequence() + "-"
                + last.hash().hex().substring(0, HASH_DIGITS);
    }

    private static byte[] lines(Batch batch) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (LogEntry entry : batch.entries()) {
            lines.writeBytes(entry.text());
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    @Override
    public void close() {
        delivery.close();
    }
}
