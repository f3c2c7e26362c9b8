package dev.weir.gateway.error;

import java.util.Locale;

/** Everything that a client can be refused with. The lower-case name is the stable {@code code} on the wire. */
public enum GatewayErrorCode {
    INVALID_JSON(400, Category.CALLER, Retry.NEVER),
    INVALID_REQUEST(400, Category.CALLER, Retry.NEVER),
    UNSUPPORTED_PARAMETER(400, Category.CALLER, Retry.NEVER),
    CONTEXT_LENGTH_EXCEEDED(400, Category.CALLER, Retry.NEVER),
    INVALID_API_KEY(401, Category.CALLER, Retry.NEVER),
    POLICY_BLOCKED(403, Category.POLICY, Retry.NEVER),
    LOCAL_ONLY_UNAVAILABLE(403, Category.POLICY, Retry.NEVER),
    OUTBOUND_CHECK_STOPPED(403, Category.POLICY, Retry.NEVER),
    BUDGET_SPENT(403, Category.POLICY, Retry.NEVER),
    ANSWER_WITHHELD(403, Category.POLICY, Retry.NEVER),
    PERMISSION_DENIED(403, Category.CALLER, Retry.NEVER),
    MODEL_NOT_FOUND(404, Category.CALLER, Retry.NEVER),
    NOT_FOUND(404, Category.CALLER, Retry.NEVER),
    METHOD_NOT_ALLOWED(405, Category.CALLER, Retry.NEVER),
    REQUEST_TOO_LARGE(413, Category.CALLER, Retry.NEVER),
    UNSUPPORTED_MEDIA_TYPE(415, Category.CALLER, Retry.NEVER),
    RATE_LIMITED(429, Category.CALLER, Retry.LATER),
    OVERLOADED(503, Category.INTERNAL, Retry.LATER),
    INTERNAL_ERROR(500, Category.INTERNAL, Retry.NEVER),
    UPSTREAM_ERROR(502, Category.UPSTREAM, Retry.LATER),
    UPSTREAM_UNAVAILABLE(503, Category.UPSTREAM, Retry.LATER),
    UPSTREAM_TIMEOUT(504, Category.UPSTREAM, Retry.LATER);

    private final int status;
    private final Category category;
    private final Retry retry;

    GatewayErrorCode(int status, Category category, Retry retry) {
        this.status = status;
        this.category = category;
        this.retry = retry;
    }

    /** Whose doing an error is. */
    public enum Category {
        CALLER,
        POLICY,
        UPSTREAM,
        INTERNAL
    }

    /** Whether the same request can succeed later. */
    public enum Retry {
        NEVER,
        LATER
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    public Category category() {
        return category;
    }

    public Retry retry() {
        return retry;
    }

    /** OpenAI's {@code error.type}. */
    public String type() {
        return switch (this) {
            case INVALID_API_KEY -> "authentication_error";
            case POLICY_BLOCKED,
                    LOCAL_ONLY_UNAVAILABLE,
                    OUTBOUND_CHECK_STOPPED,
                    BUDGET_SPENT,
                    ANSWER_WITHHELD,
                    PERMISSION_DENIED -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case OVERLOADED, INTERNAL_ERROR, UPSTREAM_ERROR, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT -> "server_error";
            default -> "invalid_request_error";
        };
    }

    /** The stable code on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
