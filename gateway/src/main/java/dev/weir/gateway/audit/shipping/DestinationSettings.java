package dev.weir.gateway.audit.shipping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is shipped where.
 *
 * @param environment looks environment variables up
 */
public record DestinationSettings(
        SyslogProperties syslog,
        WebhookProperties webhook,
        OtlpProperties otlp,
        ShippingProperties waits,
        Function<String, Optional<String>> environment) {

    /** Every destination that is configured; connects to none yet. */
    List<Destination> open() throws InvalidShippingException {
        List<Destination> destinations = new ArrayList<>();
        if (syslog.host().isPresent()) {
            destinations.add(SyslogDestination.open(syslog));
        }
        if (webhook.url().isPresent()) {
            destinations.add(WebhookDestination.open(webhook, environment));
        }
        if (otlp.endpoint().isPresent()) {
            destinations.add(OtlpDestination.open(otlp));
        }
        return destinations;
    }
}
