package dev.weir.gateway.audit;

import java.util.List;
import java.util.Optional;

/** The append-only log of decisions and outcomes. Thread-safe. */
public interface DecisionLog {

    /**
     * Appends a decision and returns once it is committed.
     *
     * @throws AuditUnavailableException if it could not be written
     */
    void append(DecisionEntry entry);

    /**
     * Appends a decision and returns once it is on disk: what must precede every cloud call.
     *
     * @throws AuditUnavailableException if it could not be made durable; then nothing may leave
     */
    void appendDurably(DecisionEntry entry);

    /**
     * Appends an outcome.
     *
     * @throws AuditUnavailableException if it could not be written
     */
    void append(OutcomeEntry entry);

    /**
     * Decisions with their outcomes, newest first.
     *
     * @param before sequence number to page on from; empty for the newest
     * @param limit 1 to 200
     */
    List<RecordedDecision> recent(Optional<Long> before, int limit);

    Optional<RecordedDecision> find(String decisionId);
}
