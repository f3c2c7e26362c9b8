package dev.weir.localmodels;

/** The model's chat template cannot render this conversation. */
public final class ChatTemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChatTemplateException(String message) {
        super(message);
    }
}
