package dev.weir.gateway.policy;

/** The policy is not valid, or asks for what can't be enforced. The message lists every problem. */
public final class PolicyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PolicyRefusedException(String message) {
        super(message);
    }
}
