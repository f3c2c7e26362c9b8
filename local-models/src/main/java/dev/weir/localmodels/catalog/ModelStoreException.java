package dev.weir.localmodels.catalog;

import org.jspecify.annotations.Nullable;

/** The store can't do what was asked. The message says what and why, and what to do next. */
public final class ModelStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, in kinds a caller can act on. */
    public enum Reason {
        /** No source could be reached. */
        UNREACHABLE,
        /** A source answered, but what it gave isn't the model. */
        REFUSED,
        /** Too little free space. */
        DISK_FULL,
        /** The store's folder can't be read or written. */
        UNUSABLE
    }

    private final Reason reason;

    ModelStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
