package dev.weir.gateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the decision log for people: filtered pages and totals. Every call is one bounded query. Thread-safe. */
public interface DecisionSearch {

    /**
     * Decisions that match, with their outcomes, newest first.
     *
     * @param before sequence number to page on from; empty for the newest
     * @param limit 1 to 200
     * @throws AuditUnavailableException if the log can't be read
     */
    List<RecordedDecision> page(DecisionFilter filter, Optional<Long> before, int limit);

    /**
     * Decisions with their facts, in the order of the log; those without recorded facts are left out.
     *
     * @param until exclusive
     * @param after the last one of the page before; empty for the oldest
     * @param limit 1 to 1000
     * @throws AuditUnavailableException if the log can't be read
     */
    List<RecordedDecision> withFacts(Instant since, Instant until, Optional<RecordedDecision> after, int limit);

    /**
     * Totals by route over the decisions since {@code since}. Routes without a decision are left out.
     *
     * @throws AuditUnavailableException if the log can't be read
     */
    List<RouteTotal> totalsSince(Instant since);

    /**
     * What happened on one route.
     *
     * @param route {@code local}, {@code cloud} or {@code blocked}
     * @param decisions number of decisions
     * @param pseudonyms spans replaced by a pseudonym before they left
     */
    record RouteTotal(String route, long decisions, long pseudonyms) {}
}
