package dev.weir.auditlog.records;

import java.util.Set;

/** Kinds of the entries in which a log speaks of itself. They are never removed: without them nobody could verify it. */
public final class SelfRecords {

    /** A {@link RetentionRecord}. */
    public static final String RETENTION = "retention";

    /** A {@link HoldRecord}. */
    public static final String HOLD = "hold";

    /** A {@link RotationRecord}. */
    public static final String ROTATION = "rotation";

    /** All of them. */
    public static final Set<String> KINDS = Set.of(RETENTION, HOLD, ROTATION);

    private SelfRecords() {}
}
