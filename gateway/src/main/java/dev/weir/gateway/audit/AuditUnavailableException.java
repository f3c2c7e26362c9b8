package dev.weir.gateway.audit;

/** The decision log could not be written. Nothing may leave for the cloud. */
public final class AuditUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
