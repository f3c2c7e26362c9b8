package dev.weir.gateway.audit.shipping;

import java.util.Optional;

/**
 * Somewhere the log is shipped to. One thread sends; {@link #close} may come from another one and ends a call that is under way.
 */
sealed interface Destination extends AutoCloseable permits OtlpDestination, SyslogDestination, WebhookDestination {

    /** Short name for settings, metrics, files: {@code syslog}. */
    String name();

    /** Most entries of one batch. */
    int batch();

    /**
     * Sends entries, of which there is at least one.
     *
     * @throws UndeliveredException if not all of them arrived for sure. Everything that isn't {@link #confirmed} is then sent anew
     */
    void send(Batch batch) throws UndeliveredException;

    /**
     * Up to which entry the receiver has the log for sure.
     *
     * @param sent the last entry that was sent, or was left out because it is pruned
     * @throws UndeliveredException if what was sent may be lost
     */
    default long confirmed(long sent) throws UndeliveredException {
        return sent;
    }

    /** Entries that the receiver turned down one by one, and that don't come again. */
    default long rejected() {
        return 0;
    }

    /** What an operator ought to know though entries arrive. */
    default Optional<String> remark() {
        return Optional.empty();
    }

    @Override
    void close();
}
