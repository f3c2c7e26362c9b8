package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a provider that did not end well. Its message goes to the client, and it carries no cause: what vendors
 * put in their exceptions can quote the request.
 */
final class UpstreamFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong, and what follows from it. */
    enum Kind {
        /** Nobody listens there; nothing was sent. */
        NOT_CONNECTED(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.PROVIDER, Repeat.ALLOWED),
        /** 429 or 503 that says when to come back: refused before any work. */
        BUSY(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.PROVIDER, Repeat.ALLOWED),
        /** 429 that doesn't. */
        RATE_LIMITED(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.PROVIDER, Repeat.FORBIDDEN),
        TIMEOUT(GatewayErrorCode.UPSTREAM_TIMEOUT, Blame.PROVIDER, Repeat.FORBIDDEN),
        /** An answer that is none: 5xx, broken off, malformed, too large, a redirect. */
        BROKEN(GatewayErrorCode.UPSTREAM_ERROR, Blame.PROVIDER, Repeat.FORBIDDEN),
        KEY_REFUSED(GatewayErrorCode.UPSTREAM_ERROR, Blame.PROVIDER, Repeat.FORBIDDEN),
        /** The provider's configuration is wrong: a model or address it doesn't know. */
        REJECTED(GatewayErrorCode.UPSTREAM_ERROR, Blame.NOBODY, Repeat.FORBIDDEN),
        /** The request itself is wrong. */
        INVALID(GatewayErrorCode.INVALID_REQUEST, Blame.NOBODY, Repeat.FORBIDDEN),
        TOO_LONG(GatewayErrorCode.CONTEXT_LENGTH_EXCEEDED, Blame.NOBODY, Repeat.FORBIDDEN),
        /** The breaker is open or the bulkhead full: nothing was tried. */
        NOT_TRIED(GatewayErrorCode.UPSTREAM_UNAVAILABLE, Blame.NOBODY, Repeat.FORBIDDEN),
        /** The client left or the gateway stops. */
        CANCELLED(GatewayErrorCode.UPSTREAM_ERROR, Blame.NOBODY, Repeat.FORBIDDEN);

        private final GatewayErrorCode code;
        private final Blame blame;
        private final Repeat repeat;

        Kind(GatewayErrorCode code, Blame blame, Repeat repeat) {
            this.code = code;
            this.blame = blame;
            this.repeat = repeat;
        }

        /** Whether it counts against the provider's circuit breaker. */
        boolean blamesProvider() {
            return blame == Blame.PROVIDER;
        }

        /** Whether nothing can have been billed, so that the request may be sent again. */
        boolean repeatable() {
            return repeat == Repeat.ALLOWED;
        }
    }

    private enum Blame {
        PROVIDER,
        NOBODY
    }

    private enum Repeat {
        ALLOWED,
        FORBIDDEN
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

    Kind kind() {
        return kind;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    GatewayException toGatewayException() {
        GatewayException error = GatewayException.causedBy(this, kind.code, String.valueOf(getMessage()));
        return retryAfter == null ? error : error.after(retryAfter);
    }
}
