package dev.weir.gateway.audit;

import dev.weir.policy.replay.Destination;
import java.util.List;
import java.util.Optional;

/** What the policy in the shadow would have decided otherwise. Append-only and thread-safe. */
public interface ShadowLog {

    /**
     * Appends a difference and returns once it is committed.
     *
     * @throws AuditUnavailableException if it could not be written
     */
    void append(ShadowDifference difference);

    /**
     * The difference about a decision; empty where there was none.
     *
     * @throws AuditUnavailableException if the log can't be read
     */
    Optional<ShadowDifference> find(String decisionId);

    /**
     * All differences with a version in the shadow, added up.
     *
     * @throws AuditUnavailableException if the log can't be read
     */
    Summary summary(int shadowNumber);

    /** Differences by movement and by entity, most first. */
    record Summary(List<Movement> movements, List<Exposure> exposures) {
        public Summary {
            movements = List.copyOf(movements);
            exposures = List.copyOf(exposures);
        }
    }

    /** How many requests went to one place and would have gone to another, or to the same under another verdict. */
    record Movement(Destination from, Destination to, long requests) {}

    /**
     * An entity that would have got out.
     *
     * @param requests how many held one that would
     * @param leaving findings that would have left the edge and did not
     * @param inTheClear findings that would have left it without a pseudonym and did not
     */
    record Exposure(String entity, long requests, long leaving, long inTheClear) {}
}
