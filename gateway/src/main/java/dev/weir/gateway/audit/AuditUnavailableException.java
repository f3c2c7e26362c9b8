package dev.weir.gateway.audit;

import org.jspecify.annotations.Nullable;

/** The decision log could not be written. Nothing may leave for the cloud. */
public final class AuditUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
