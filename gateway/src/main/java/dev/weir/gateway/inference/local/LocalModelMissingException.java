package dev.weir.gateway.inference.local;

/** The local model can't be loaded because it isn't there. */
public final class LocalModelMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    LocalModelMissingException(String message, String action) {
        super(message);
        this.action = action;
    }

    /** What the operator can do. */
    String action() {
        return action;
    }
}
