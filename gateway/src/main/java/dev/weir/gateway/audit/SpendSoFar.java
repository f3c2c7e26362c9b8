package dev.weir.gateway.audit;

import dev.weir.policy.Facts;
import java.time.Instant;
import java.util.Optional;

/** What cloud calls have cost so far. Thread-safe. */
@FunctionalInterface
public interface SpendSoFar {

    /**
     * The spending of a key, its team and the gateway in the hour, day and month (UTC) of a moment, at most a second
     * old; empty where it can't be read, and then conditions on it fail.
     */
    Optional<Facts.Spend> of(String keyId, String team, Instant at);
}
