package dev.weir.auditlog.verify;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.records.HoldRecord;
import dev.weir.auditlog.records.OpenHolds;
import dev.weir.auditlog.records.RetentionRecord;
import dev.weir.auditlog.records.SelfRecords;
import java.util.BitSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds what is gone against what the log says that it removed. A record stands behind the entries of which it tells, so
 * those that are gone are remembered until then, one bit each. Not thread-safe.
 */
final class Removals {

    private final Consumer<Finding> findings;
    private final OpenHolds holds = new OpenHolds();
    private final BitSet unaccounted = new BitSet();

    Removals(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** An entry is gone. */
    void gone(long sequence) {
        unaccounted.set(Math.toIntExact(sequence));
    }

    /** An entry that is there and is the one of the tree. */
    void present(long sequence, String kind, Json.ObjectValue body) {
        try {
            switch (kind) {
                case SelfRecords.RETENTION -> account(sequence, RetentionRecord.parse(body));
                case SelfRecords.HOLD -> holds.take(sequence, HoldRecord.parse(body));
                default -> throw new IllegalStateException("no entry that tells of removals: " + kind);
            }
        } catch (IllegalArgumentException wrong) {
            findings.accept(new Finding(
                    Finding.Code.RETENTION_WRONG, sequence, "entry " + sequence + ": " + wrong.getMessage()));
        }
    }

    private void account(long sequence, RetentionRecord run) {
        if (run.last() >= sequence) {
            throw new IllegalArgumentException("a retention record tells of entries that come after it");
        }
        run.entries().numbers().forEach(entry -> unaccounted.clear(Math.toIntExact(entry)));
        Set<Long> inForce = holds.scopes().keySet();
        if (!run.holds().keySet().equals(inForce)) {
            findings.accept(new Finding(
                    Finding.Code.HOLD_IGNORED,
                    sequence,
                    "entry " + sequence + " removed entries under the holds "
                            + run.holds().keySet() + ", but " + inForce + " were in force"));
        }
    }

    /** Tells of what is gone without any record. */
    void end() {
        if (!unaccounted.isEmpty()) {
            long first = unaccounted.nextSetBit(0);
            findings.accept(new Finding(
                    Finding.Code.PRUNED_WITHOUT_RECORD,
                    first,
                    unaccounted.cardinality() + " entries are gone, the first of them entry " + first
                            + ", that no retention record of the log tells of"));
        }
    }
}
