package dev.weir.gateway.audit.shipping;

/** Settings or files of a receiver that can't be used. The message says which and shows no secret. */
public final class InvalidShippingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String action;

    InvalidShippingException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
