package dev.weir.router.model;

/** A file is no difficulty model, one of another version, or damaged. */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidModelException(String message) {
        super(message);
    }

    InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
