package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.Journal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ships the log to every configured destination, each on its own: one that is away holds up no other. Thread-safe.
 */
public final class Shipping implements AutoCloseable {

    private final List<Shipment> shipments = new ArrayList<>();

    private Shipping() {}

    /**
     * Goes on where the last run ended.
     *
     * @param directory folder of the cursors, {@code webhook-cursor} for instance
     * @throws InvalidShippingException if a destination can't be used as it is configured
     */
    public static Shipping start(Path directory, Journal journal, DestinationSettings settings)
            throws InvalidShippingException {
        Shipping shipping = new Shipping();
        try {
            for (Destination destination : settings.open()) {
                ShippingCursor cursor = new ShippingCursor(directory.resolve(destination.name() + "-cursor"));
                shipping.shipments.add(Shipment.start(journal, destination, cursor, settings.waits()));
            }
            return shipping;
        } catch (InvalidShippingException unusable) {
            shipping.close();
            throw unusable;
        }
    }

    /** Measures, by destination: entries that wait, attempts that failed, entries that were turned down. */
    public void measure(MeterRegistry meters) {
        for (Shipment shipment : shipments) {
            Gauge.builder("weir.audit.shipping.lag", shipment, Shipment::waiting)
                    .tag("destination", shipment.name())
                    .baseUnit("entries")
                    .register(meters);
            FunctionCounter.builder("weir.audit.shipping.failures", shipment, Shipment::failures)
                    .tag("destination", shipment.name())
                    .register(meters);
            FunctionCounter.builder("weir.audit.shipping.rejected", shipment, Shipment::rejected)
                    .tag("destination", shipment.name())
                    .baseUnit("entries")
                    .register(meters);
        }
    }

    /**
     * The last entry that every destination has for sure: what lies behind it must not be pruned yet. {@link Long#MAX_VALUE}
     * where nothing is shipped at all.
     */
    public long shippedUpTo() {
        return shipments.stream().mapToLong(Shipment::shippedForGood).min().orElse(Long.MAX_VALUE);
    }

    /** How it stands with each destination. */
    public List<ShippingState> states() {
        return shipments.stream().map(Shipment::state).toList();
    }

    @Override
    public void close() {
        shipments.forEach(Shipment::close);
    }
}
