package dev.weir.gateway.audit;

/** Takes what is to be on record beside decisions. Thread-safe. */
public interface AuditTrail {

    /**
     * Puts an event on record and returns its number once it is on disk.
     *
     * @throws AuditUnavailableException if that can't be had; then what it tells of must not be done
     */
    long record(AuditEvent event);
}
