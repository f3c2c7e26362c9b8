package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayException;

/** A request refused after its decision: the error body comes with the decision's headers. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient DecisionHeaders headers;
    private final GatewayException error;

    public RefusedException(DecisionHeaders headers, GatewayException error) {
        super(error.getMessage(), error);
        this.headers = headers;
        this.error = error;
    }

    public DecisionHeaders headers() {
        return headers;
    }

    public GatewayException error() {
        return error;
    }
}
