package dev.weir.gateway.audit;

/** The decision log can't be opened, so the gateway doesn't start. Says why, and what to do. */
final class AuditStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    AuditStartException(String problem, String action, Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    AuditStartException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}
