package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.Journal.ClosedSegment;
import dev.weir.auditlog.journal.JournalCursor;
import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.journal.SequenceSet;
import dev.weir.auditlog.records.RetentionRecord;
import dev.weir.auditlog.records.RetentionRecord.Removed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is due in one segment. Not thread-safe.
 *
 * <p>Entries are looked at in batches, so that memory doesn't grow with the segment, but for a bit for each entry.
 */
final class SegmentPlan {

    private static final int BATCH = 500;

    private final ClosedSegment segment;
    private final Instant now;
    private final RetentionRules rules;
    private final Map<String, Instant> cutOffs;
    private final HeldEntries held;
    private final BitSet due = new BitSet();
    private final Map<String, Long> byKind = new TreeMap<>();
    private final Map<Long, Long> byHold = new TreeMap<>();
    private Optional<Instant> next = Optional.empty();

    private SegmentPlan(ClosedSegment segment, Instant now, RetentionRules rules, HeldEntries held) {
        this.segment = segment;
        this.now = now;
        this.rules = rules;
        this.cutOffs = rules.cutOffs(now);
        this.held = held;
    }

    /** Looks through a segment. */
    static SegmentPlan of(Journal journal, ClosedSegment segment, Instant now, RetentionRules rules, HeldEntries held)
            throws IOException {
        SegmentPlan plan = new SegmentPlan(segment, now, rules, held);
        List<LogEntry> old = new ArrayList<>();
        try (JournalCursor cursor = journal.cursor(segment)) {
            for (Optional<LogEntry> entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                if (plan.isOld(entry.get())) {
                    old.add(entry.get());
                }
                if (old.size() == BATCH) {
                    plan.take(old);
                    old.clear();
                }
            }
        }
        plan.take(old);
        return plan;
    }

    private boolean isOld(LogEntry entry) {
        String kind = kind(entry);
        Duration kept = rules.kept().get(kind);
        Instant cutOff = cutOffs.get(kind);
        if (kept == null || cutOff == null) {
            return false;
        }
        if (entry.at().isBefore(cutOff)) {
            return true;
        }
        Instant becomesDue = entry.at().plus(kept);
        next = next.filter(earlier -> earlier.isBefore(becomesDue)).or(() -> Optional.of(becomesDue));
        return false;
    }

    private void take(List<LogEntry> old) {
        Map<Long, List<Long>> keptBy = held.among(old);
        for (LogEntry entry : old) {
            List<Long> holds = keptBy.getOrDefault(entry.sequence(), List.of());
            if (holds.isEmpty()) {
                due.set((int) (entry.sequence() - segment.first()));
                byKind.merge(kind(entry), 1L, Long::sum);
            }
            holds.forEach(hold -> byHold.merge(hold, 1L, Long::sum));
        }
    }

    private static String kind(LogEntry entry) {
        return entry.end().map(LogEntry.End::kind).orElse("");
    }

    boolean isEmpty() {
        return due.isEmpty();
    }

    SequenceSet due() {
        return SequenceSet.of(segment.first(), due);
    }

    /** When the next of its entries becomes due that no hold keeps; empty where none ever does. */
    Optional<Instant> next() {
        return next;
    }

    /** By hold, how many entries it keeps that would go otherwise. */
    Map<Long, Long> byHold() {
        return byHold;
    }

    Map<String, Removed> kinds() {
        Map<String, Removed> kinds = new TreeMap<>();
        cutOffs.forEach((kind, before) -> {
            Long count = byKind.get(kind);
            if (count != null) {
                kinds.put(kind, new Removed(before, count));
            }
        });
        return kinds;
    }

    /**
     * What goes on record.
     *
     * @param inForce all holds
     */
    RetentionRecord record(Iterable<Long> inForce) {
        Map<Long, Long> holds = new TreeMap<>(byHold);
        inForce.forEach(hold -> holds.putIfAbsent(hold, 0L));
        return new RetentionRecord(now, segment.first(), segment.last(), due(), kinds(), holds);
    }
}
