package dev.weir.localmodels.gguf;

/**
 * A GGUF file breaks the format, exceeds what is accepted, or lacks what its reader needs. The message says what and
 * where; the file should be fetched again.
 */
public final class MalformedGgufException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedGgufException(String message) {
        super(message);
    }
}
