package dev.weir.auditlog.journal;

import java.io.IOException;

/** Another process has the journal open. */
public final class JournalInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    JournalInUseException(String message) {
        super(message);
    }
}
