package dev.weir.gateway.audit.shipping;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How receivers that don't take the log are tried again.
 *
 * @param retryWait wait after the first failure; it doubles, with jitter
 * @param longestWait what it doubles up to
 * @param refusedWait wait where the receiver refuses and somebody must do something about it
 */
public record ShippingProperties(
        @DefaultValue("1s") @NotNull Duration retryWait,
        @DefaultValue("1m") @NotNull Duration longestWait,
        @DefaultValue("5m") @NotNull Duration refusedWait) {

    /** More than that a receiver can't ask for. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * How long to wait after a failure.
     *
     * @param failures how many there were in a row, this one included
     * @param chance between 0 and 1, so that receivers that come back aren't asked by everybody at once
     */
    Duration wait(UndeliveredException failure, int failures, double chance) {
        if (failure.isRefused()) {
            return refusedWait;
        }
        double doubled = (double) retryWait.toMillis() * Math.pow(2, failures - 1);
        double own = Math.min(doubled, (double) longestWait.toMillis()) * (0.5 + chance / 2);
        Duration asked = failure.pause().orElse(Duration.ZERO);
        Duration bounded = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        Duration wait = Duration.ofMillis((long) own);
        return bounded.compareTo(wait) > 0 ? bounded : wait;
    }
}
