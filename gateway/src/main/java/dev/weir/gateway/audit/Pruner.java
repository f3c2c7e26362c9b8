package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.Journal.ClosedSegment;
import dev.weir.auditlog.journal.JournalCursor;
import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.records.HoldScope;
import dev.weir.auditlog.records.RetentionRecord;
import dev.weir.auditlog.records.RetentionRecord.Removed;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.gateway.audit.Retention.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.TransactionException;

/**
 * Removes entries whose time is over, segment by segment, while the log is written. Thread-safe; one run at a time.
 *
 * <p>Of each segment: what goes is put on record, the record is signed, the rows of the index go, and last the entries
 * themselves. Wherever that breaks off, what is left is found due again by the next run. Nothing goes that no checkpoint
 * covers, that a follower hasn't got yet, that a hold keeps, or that is in the newest segment.
 */
final class Pruner {

    /** How long a run waits for exports and verifications that read the log, before it leaves the rest to the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BEAT = Duration.ofMillis(50);

    private final LogRecord record;
    private final CheckpointKeeper checkpoints;
    private final RetentionRules rules;
    private final LegalHolds holds;
    private final PrunedRows rows;
    private final JdbcOperations database;
    private final List<LogFollower> followers;
    private final LogGate gate;
    private final InstantSource clock;

    /** When the next entry of a segment becomes due, as long as the same holds are in force; guarded by this. */
    private final Map<Long, Instant> nextDue = new HashMap<>();

    private Set<Long> knownHolds = Set.of();
    private volatile boolean stopped;

    Pruner(
            LogRecord record,
            CheckpointKeeper checkpoints,
            RetentionRules rules,
            LegalHolds holds,
            PrunedRows rows,
            JdbcOperations database,
            List<LogFollower> followers,
            LogGate gate,
            InstantSource clock) {
        this.record = record;
        this.checkpoints = checkpoints;
        this.rules = rules;
        this.holds = holds;
        this.rows = rows;
        this.database = database;
        this.followers = List.copyOf(followers);
        this.gate = gate;
        this.clock = clock;
    }

    /** How long entries are kept, by kind; kinds that aren't named are kept for ever. */
    Map<String, Duration> kept() {
        return rules.kept();
    }

    /**
     * What a run would remove now.
     *
     * @throws AuditUnavailableException if that can't be told
     */
    synchronized Report plan() {
        return attempt(() -> go((_, _) -> true));
    }

    /**
     * Removes what is due.
     *
     * @throws AuditUnavailableException if the run broke off; the next one goes on from there
     */
    synchronized Report run() {
        return attempt(() -> {
            Report report = go(this::remove);
            if (report.waiting().isEmpty()) {
                closeNewestIfDue(report.at());
            }
            return report;
        });
    }

    /** Has a run end behind the segment that it is at. */
    void stop() {
        stopped = true;
    }

    private interface Attempt {
        Report make() throws IOException;
    }

    private static Report attempt(Attempt attempt) {
        try {
            return attempt.make();
        } catch (IOException | DataAccessException | TransactionException failed) {
            throw new AuditUnavailableException("Entries whose time is over could not be removed", failed);
        }
    }

    /** What is done with the plan of a segment; returns false where that has to wait. */
    private interface Step {
        boolean take(SegmentPlan plan, SortedMap<Long, HoldScope> inForce) throws IOException;
    }

    private Report go(Step step) throws IOException {
        Instant now = clock.instant();
        Tally tally = new Tally();
        List<ClosedSegment> segments =
                rules.kept().isEmpty() ? List.of() : record.journal().closedSegments();
        for (ClosedSegment segment : segments) {
            Optional<String> waiting = stopped ? Optional.of("the gateway ends") : take(segment, now, step, tally);
            if (waiting.isPresent()) {
                return tally.report(now, waiting);
            }
        }
        return tally.report(now, Optional.empty());
    }

    /** Returns what has to be waited for. */
    private Optional<String> take(ClosedSegment segment, Instant now, Step step, Tally tally) throws IOException {
        Lock lock = gate.holds();
        lock.lock();
        try {
            SortedMap<Long, HoldScope> inForce = holds.inForce();
            if (!mayBeDue(segment, now, inForce.keySet())) {
                return Optional.empty();
            }
            SegmentPlan plan =
                    SegmentPlan.of(record.journal(), segment, now, rules, new HeldEntries(inForce, database));
            if (!plan.isEmpty()) {
                Optional<String> behind = behind(segment);
                if (behind.isPresent()) {
                    return behind;
                }
                if (!step.take(plan, inForce)) {
                    return Optional.of("the log is being exported or verified");
                }
            }
            nextDue.put(segment.first(), plan.isEmpty() ? plan.next().orElse(Instant.MAX) : Instant.MIN);
            tally.add(plan, inForce.keySet());
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBeDue(ClosedSegment segment, Instant now, Set<Long> inForce) throws IOException {
        if (!knownHolds.equals(inForce)) {
            nextDue.clear();
            knownHolds = Set.copyOf(inForce);
        }
        Instant due = nextDue.get(segment.first());
        return due == null ? isOldEnough(record.journal().cursor(segment), now) : !now.isBefore(due);
    }

    /** By the first entry that is left: the others came later. */
    private boolean isOldEnough(JournalCursor entries, Instant now) throws IOException {
        try (entries) {
            Instant since = now.minus(rules.shortest().orElseThrow());
            Optional<LogEntry> first = entries.next();
            return first.isPresent() && first.get().at().isBefore(since);
        }
    }

    private Optional<String> behind(ClosedSegment segment) {
        if (Checkpoint.parse(checkpoints.current().text()).size() < segment.last()) {
            return Optional.of("no checkpoint covers the entries yet");
        }
        return followers.stream()
                .filter(follower -> follower.reached().getAsLong() < segment.last())
                .findFirst()
                .map(follower -> follower.name() + " has the log only up to entry "
                        + follower.reached().getAsLong());
    }

    private boolean remove(SegmentPlan plan, SortedMap<Long, HoldScope> inForce) throws IOException {
        if (!gate.tryClose(PATIENCE, BEAT)) {
            return false;
        }
        try {
            RetentionRecord removed = plan.record(inForce.keySet());
            record.appendDurably(SelfRecords.RETENTION, clock.instant(), removed.body());
            checkpoints.current();
            rows.remove(removed.entries());
            record.journal().prune(new ClosedSegment(removed.first(), removed.last()), removed.entries());
            return true;
        } finally {
            gate.open();
        }
    }

    /** The newest segment is never touched, so one with old entries must not stay the newest. */
    private void closeNewestIfDue(Instant now) throws IOException {
        if (rules.kept().isEmpty()) {
            return;
        }
        Journal journal = record.journal();
        List<ClosedSegment> closed = journal.closedSegments();
        long first = closed.isEmpty() ? 1 : closed.getLast().last() + 1;
        if (isOldEnough(journal.cursor(first), now)) {
            journal.closeSegment();
        }
    }

    /** Adds up what went. */
    private static final class Tally {

        private final Map<String, Removed> kinds = new TreeMap<>();
        private final Map<Long, Long> holds = new TreeMap<>();

        void add(SegmentPlan plan, Set<Long> inForce) {
            plan.kinds()
                    .forEach((kind, removed) -> kinds.merge(
                            kind, removed, (one, other) -> new Removed(one.before(), one.count() + other.count())));
            inForce.forEach(hold -> holds.merge(hold, plan.byHold().getOrDefault(hold, 0L), Long::sum));
        }

        Report report(Instant at, Optional<String> waiting) {
            return new Report(at, kinds, holds, waiting);
        }
    }
}
