package dev.weir.localmodels.catalog;

import dev.weir.localmodels.catalog.ModelStoreException.Reason;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One source didn't yield the model; the message is one line, lower case, for people. */
final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    private SourceException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    static SourceException unreachable(String message, @Nullable Throwable cause) {
        return new SourceException(Reason.UNREACHABLE, message, cause);
    }

    static SourceException refused(String message) {
        return new SourceException(Reason.REFUSED, message, null);
    }

    static SourceException refused(String message, Throwable cause) {
        return new SourceException(Reason.REFUSED, message, cause);
    }

    /** Tells a full disk from other trouble with this machine's files. */
    static SourceException onDisk(String what, IOException cause) {
        String detail = String.valueOf(cause.getMessage());
        boolean full = detail.toLowerCase(Locale.ROOT).contains("no space left")
                || detail.toLowerCase(Locale.ROOT).contains("quota exceeded");
        return new SourceException(
                full ? Reason.DISK_FULL : Reason.UNUSABLE, full ? "the disk is full" : what + ": " + detail, cause);
    }

    static SourceException diskFull(String message) {
        return new SourceException(Reason.DISK_FULL, message, null);
    }

    Reason reason() {
        return reason;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
