package dev.weir.localmodels.classify;

/** A classifier can't be loaded or can't judge a text. The message never holds text that was to be judged. */
public final class ClassifierException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClassifierException(String message) {
        super(message);
    }

    ClassifierException(String message, Throwable cause) {
        super(message, cause);
    }
}
