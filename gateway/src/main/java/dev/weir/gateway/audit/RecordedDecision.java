package dev.weir.gateway.audit;

import java.util.Optional;

/**
 * A decision as it stands in the log.
 *
 * @param sequence place in the log, from 1
 * @param outcome empty while the request runs, or where the process died before its end
 */
public record RecordedDecision(long sequence, DecisionEntry entry, Optional<OutcomeEntry> outcome) {}
