package dev.weir.auditlog.journal;

import java.io.IOException;

/** The journal isn't what was written: something other than a crash changed it. */
public final class DamagedJournalException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long sequence;

    DamagedJournalException(long sequence, String what) {
        super(what);
        this.sequence = sequence;
    }

    /** The first entry that is not as it was written. */
    public long sequence() {
        return sequence;
    }
}
