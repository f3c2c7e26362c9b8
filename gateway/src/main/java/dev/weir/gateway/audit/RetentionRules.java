package dev.weir.gateway.audit;

import dev.weir.auditlog.records.SelfRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How long entries of each kind are kept; kinds that aren't named are kept for ever.
 *
 * @param kept by kind; for decisions a day longer than was set, so that none goes before its outcome
 */
record RetentionRules(Map<String, Duration> kept) {

    private static final String CAPTURE = "capture";

    /** Kinds that may be named. */
    private static final Set<String> KINDS = Set.of(
            EntryBodies.DECISION,
            EntryBodies.OUTCOME,
            EntryBodies.POLICY,
            EntryBodies.ADMIN,
            EntryBodies.LOGIN,
            EntryBodies.EXPORT,
            EntryBodies.START,
            CAPTURE,
            "reveal",
            "erase",
            "erased",
            "expired");

    /** Conditions on what was spent look back as far as the first of the month. */
    private static final Duration SPEND = Duration.ofDays(32);

    private static final Duration SHORTEST = Duration.ofDays(1);

    /** Longer than any call takes, and so than an outcome comes behind its decision. */
    private static final Duration OUTCOME_DELAY = Duration.ofDays(1);

    RetentionRules {
        kept = Map.copyOf(kept);
    }

    /**
     * Rules as they are set.
     *
     * @param contentKept how long captured content is kept, which only its entry vouches for
     * @throws AuditStartException if they can't be followed
     */
    static RetentionRules of(Map<String, Duration> set, Duration contentKept) {
        set.forEach(RetentionRules::requireSound);
        Duration capture = set.get(CAPTURE);
        if (capture != null && capture.compareTo(contentKept) < 0) {
            throw refused(
                    "`weir.audit.retention.capture` would remove entries of content that is still kept.",
                    "Set it to `weir.audit.capture.keep` or more.");
        }
        Duration decision = set.get(EntryBodies.DECISION);
        Duration outcome = set.get(EntryBodies.OUTCOME);
        if (decision != null && (outcome == null || outcome.compareTo(decision) > 0)) {
            throw refused(
                    "`weir.audit.retention.decision` would remove decisions whose outcomes stay.",
                    "Set `weir.audit.retention.outcome` too, to the same or less.");
        }
        Map<String, Duration> kept = new TreeMap<>(set);
        kept.computeIfPresent(EntryBodies.DECISION, (_, time) -> time.plus(OUTCOME_DELAY));
        return new RetentionRules(kept);
    }

    private static void requireSound(String kind, Duration time) {
        String name = "`weir.audit.retention." + kind + "`";
        if (SelfRecords.KINDS.contains(kind)) {
            throw refused(
                    name + " can't be set: the log can't be verified without these entries, so they stay.",
                    "Remove the setting.");
        }
        if (!KINDS.contains(kind)) {
            throw refused(
                    name + " names no kind of entry.",
                    "The kinds are " + String.join(", ", KINDS.stream().sorted().toList()) + ".");
        }
        Duration least = Set.of(EntryBodies.DECISION, EntryBodies.OUTCOME).contains(kind) ? SPEND : SHORTEST;
        if (time.compareTo(least) < 0) {
            throw refused(
                    name + " is too short: "
                            + (least.equals(SPEND)
                                    ? "what was spent this month is summed from these entries."
                                    : "a day is the least."),
                    "Set it to " + least.toDays() + "d or more.");
        }
    }

    private static AuditStartException refused(String problem, String action) {
        return new AuditStartException(problem, action);
    }

    /** Entries of these kinds that are older than this are due. */
    Map<String, Instant> cutOffs(Instant now) {
        Map<String, Instant> cutOffs = new TreeMap<>();
        kept.forEach((kind, time) -> cutOffs.put(kind, now.minus(time)));
        return cutOffs;
    }

    /** The time after which something may be due; empty where everything is kept. */
    Optional<Duration> shortest() {
        return kept.values().stream().min(Duration::compareTo);
    }
}
