package dev.weir.gateway.security;

/** The gateway can't start, because its keys can't be read or written or are declared wrongly. The message says it all. */
final class KeysUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysUnusableException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
