package dev.weir.gateway.capture;

/** The keys of captured content can't be used, so the gateway doesn't start. */
final class CaptureKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    CaptureKeyException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    CaptureKeyException(String problem, String action, Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
