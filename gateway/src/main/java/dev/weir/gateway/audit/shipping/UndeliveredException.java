package dev.weir.gateway.audit.shipping;

import java.time.Duration;
import java.util.Optional;

/** A receiver didn't take what was sent. The message goes to logs and to the console: no secret, no path of a URL. */
final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;
    private final transient Optional<Duration> wait;

    private UndeliveredException(String message, boolean refused, Optional<Duration> wait) {
        super(message);
        this.refused = refused;
        this.wait = wait;
    }

    /** Something that passes: no connection, no answer, a server in trouble. */
    static UndeliveredException passing(String message) {
        return new UndeliveredException(message, false, Optional.empty());
    }

    /** The receiver asked for a pause, or is in trouble without a word on how long. */
    static UndeliveredException busy(String message, Optional<Duration> wait) {
        return new UndeliveredException(message, false, wait);
    }

    /** Somebody must do something: the receiver doesn't want it like this. */
    static UndeliveredException refused(String message) {
        return new UndeliveredException(message, true, Optional.empty());
    }

    boolean isRefused() {
        return refused;
    }

    /** How long the receiver asked to be left alone. */
    Optional<Duration> pause() {
        return wait;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
