package dev.weir.gateway.pseudonym;

import java.io.IOException;

/** The key of pseudonyms can't be had, so the gateway doesn't start. Says why. */
final class PseudonymKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PseudonymKeyException(String problem, IOException cause) {
        super(problem, cause);
    }
}
