package dev.weir.gateway.audit.shipping;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A receiver of OTLP over HTTP, in its JSON form.
 *
 * <p>OpenTelemetry's own exporter isn't used: it takes any 2xx for a success and doesn't look for records that were turned down,
 * repeats by rules of its own, and brings a second HTTP client.
 */
final class OtlpDestination implements Destination {

    private static final Logger LOG = LoggerFactory.getLogger(OtlpDestination.class);
    private static final String PATH = "/v1/logs";

    private final OtlpProperties settings;
    private final Map<String, String> headers;
    private final HttpDelivery delivery;
    private final LongAdder rejected = new LongAdder();

    private OtlpDestination(OtlpProperties settings, Map<String, String> headers, HttpDelivery delivery) {
        this.settings = settings;
        this.headers = headers;
        this.delivery = delivery;
    }

    static OtlpDestination open(OtlpProperties settings) throws InvalidShippingException {
        URI endpoint = settings.endpoint().orElseThrow();
        boolean bare = endpoint.getRawPath() == null || endpoint.getRawPath().length() <= 1;
        ReceiverUrl url = ReceiverUrl.check(
                "weir.audit.otlp.endpoint", bare ? endpoint.resolve(PATH) : endpoint, settings.insecure());
        HttpDelivery delivery = new HttpDelivery(
                url, settings.timeout(), TrustedCertificates.context("weir.audit.otlp.trusted", settings.trusted()));
        return new OtlpDestination(settings, headers(settings, delivery), delivery);
    }

    private static Map<String, String> headers(OtlpProperties settings, HttpDelivery delivery)
            throws InvalidShippingException {
        Map<String, String> headers = new LinkedHashMap<>(settings.headers());
        for (Map.Entry<String, String> file : settings.headerFiles().entrySet()) {
            headers.put(
                    file.getKey(), SecretFile.read("weir.audit.otlp.header-files." + file.getKey(), file.getValue()));
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!delivery.accepts(header.getKey(), header.getValue())) {
                throw new InvalidShippingException(
                        "The header `" + header.getKey() + "` of `weir.audit.otlp` can't be sent.",
                        "Check its name and value: visible ASCII characters, and none of HTTP's own headers.");
            }
        }
        return headers;
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public int batch() {
        return settings.batch();
    }

    @Override
    public void send(Batch batch) throws UndeliveredException {
        HttpRequest.Builder request = delivery.request().header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        byte[] answer = delivery.post(request.POST(BodyPublishers.ofByteArray(OtlpLogs.request(batch, Instant.now())))
                .build());
        long turnedDown = OtlpLogs.rejected(answer);
        if (turnedDown > 0) {
            rejected.add(turnedDown);
            LOG.error(
                    "the receiver of OTLP turned down {} of the entries {} to {}; they don't come again",
                    turnedDown,
                    batch.after() + 1,
                    batch.last());
        }
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public Optional<String> remark() {
        return rejected() == 0
                ? Optional.empty()
                : Optional.of("the receiver turned down " + rejected() + " entries; its own log tells why");
    }

    @Override
    public void close() {
        delivery.close();
    }
}
