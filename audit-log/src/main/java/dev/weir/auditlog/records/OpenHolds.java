package dev.weir.auditlog.records;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The holds in force, as the entries so far have it. Not thread-safe. */
public final class OpenHolds {

    private final SortedMap<Long, HoldScope> open = new TreeMap<>();

    /**
     * Takes the next entry of holds.
     *
     * @throws IllegalArgumentException if it releases what isn't in force
     */
    public void take(long sequence, HoldRecord entry) {
        switch (entry) {
            case HoldRecord.Placed placed -> open.put(sequence, placed.scope());
            case HoldRecord.Released released -> {
                if (open.remove(released.hold()) == null) {
                    throw new IllegalArgumentException(
                            "hold " + released.hold() + " is released without being in force");
                }
            }
        }
    }

    /** Scopes by id. */
    public SortedMap<Long, HoldScope> scopes() {
        return Collections.unmodifiableSortedMap(open);
    }
}
