package dev.weir.gateway.audit.shipping;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with one receiver.
 *
 * @param destination {@code syslog}, {@code webhook} or {@code otlp}
 * @param shipped number of the last entry that the receiver has for sure
 * @param waiting how many entries it hasn't got for sure
 * @param failures attempts that failed since the start
 * @param rejected entries since the start that the receiver turned down and that don't come again
 * @param problem what keeps the log from being shipped, or what the receiver complained of
 * @param since since when nothing could be shipped; empty where it goes on
 */
public record ShippingState(
        String destination,
        long shipped,
        long waiting,
        long failures,
        long rejected,
        Optional<String> problem,
        Optional<Instant> since) {}
