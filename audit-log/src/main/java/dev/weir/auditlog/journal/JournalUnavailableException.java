package dev.weir.auditlog.journal;

/** An entry was not taken: too many wait, the disk refused it, or the journal is closed. */
public final class JournalUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalUnavailableException(String message) {
        super(message);
    }

    JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
