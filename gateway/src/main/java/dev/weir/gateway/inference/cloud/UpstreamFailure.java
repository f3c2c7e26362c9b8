package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.CloudFault;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a provider that did not end well. Its message goes to the client, and it carries no cause: what vendors
 * put in their exceptions can quote the request.
 */
final class UpstreamFailure extends RuntimeException implements CloudFault {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong, and what follows from it. */
    enum Kind {
        /** Nobody listens there; nothing was sent. */
        NOT_CONNECTED(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.PROVIDER, Repeat.ALLOWED, Bill.NONE),
        /** 429 or 503 that says when to come back: refused before any work. */
        BUSY(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.PROVIDER, Repeat.ALLOWED, Bill.NONE),
        /** 429 that doesn't. */
        RATE_LIMITED(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.PROVIDER, Repeat.FORBIDDEN, Bill.NONE),
        TIMEOUT(GatewayErrorCode.UPSTREAM_TIMEOUT, Blame.PROVIDER, Repeat.WITH_KEY, Bill.POSSIBLE),
        /** An answer that is none: broken off, malformed, too large, a redirect. */
        BROKEN(GatewayErrorCode.UPSTREAM_ERROR, Blame.PROVIDER, Repeat.WITH_KEY, Bill.POSSIBLE),
        /** An error status of the provider's own doing: 5xx. It may have done the work; it bills no such answer. */
        FAILED(GatewayErrorCode.UPSTREAM_ERROR, Blame.PROVIDER, Repeat.WITH_KEY, Bill.NONE),
        KEY_REFUSED(GatewayErrorCode.UPSTREAM_ERROR, Blame.PROVIDER, Repeat.FORBIDDEN, Bill.NONE),
        /** The provider's configuration is wrong: a model or address it doesn't know. */
        REJECTED(GatewayErrorCode.UPSTREAM_ERROR, Blame.NOBODY, Repeat.FORBIDDEN, Bill.NONE),
        /** The request itself is wrong. */
        INVALID(GatewayErrorCode.INVALID_REQUEST, Blame.NOBODY, Repeat.FORBIDDEN, Bill.NONE),
        TOO_LONG(GatewayErrorCode.CONTEXT_LENGTH_EXCEEDED, Blame.NOBODY, Repeat.FORBIDDEN, Bill.NONE),
        /** The breaker is open, the bulkhead full or the rate at its limit: nothing was tried. */
        NOT_TRIED(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.NOBODY, Repeat.FORBIDDEN, Bill.NONE),
        /** The client left or the gateway stops. */
        CANCELLED(GatewayErrorCode.UPSTREAM_ERROR, Blame.NOBODY, Repeat.FORBIDDEN, Bill.POSSIBLE);

        private final GatewayErrorCode code;
        private final Blame blame;
        private final Repeat repeat;
        private final Bill bill;

        Kind(GatewayErrorCode code, Blame blame, Repeat repeat, Bill bill) {
            this.code = code;
            this.blame = blame;
            this.repeat = repeat;
            this.bill = bill;
        }

        /** Whether it counts against the provider's circuit breaker. */
        boolean blamesProvider() {
            return blame == Blame.PROVIDER;
        }

        /** Whether the request may be sent again: no work can have been done on it, or its key shows the repetition. */
        boolean repeatable(boolean withIdempotencyKey) {
            return switch (repeat) {
                case ALLOWED -> true;
                case WITH_KEY -> withIdempotencyKey;
                case FORBIDDEN -> false;
            };
        }
    }

    private enum Blame {
        PROVIDER,
        NOBODY
    }

    private enum Repeat {
        ALLOWED,
        WITH_KEY,
        FORBIDDEN
    }

    private enum Bill {
        NONE,
        POSSIBLE
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    UpstreamFailure(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    UpstreamFailure(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message, null, false, true);
        this.kind = kind;
        this.retryAfter = retryAfter.orElse(null);
    }

    static UpstreamFailure cancelled() {
        return new UpstreamFailure(Kind.CANCELLED, "the request was cancelled");
    }

    Kind kind() {
        return kind;
    }

    @Override
    public boolean mayBeBilled() {
        return kind.bill == Bill.POSSIBLE;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    GatewayException toGatewayException() {
        GatewayException error = GatewayException.causedBy(this, kind.code, String.valueOf(getMessage()));
        return retryAfter == null ? error : error.after(retryAfter);
    }
}
