package dev.weir.localmodels;

/** The prompt fills the model's window, so that nothing could be generated. */
public final class PromptTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PromptTooLongException(String message) {
        super(message);
    }
}
