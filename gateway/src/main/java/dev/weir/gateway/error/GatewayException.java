package dev.weir.gateway.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that ends in an error body. The message goes to the client: it holds no content, key or Java name. */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final GatewayErrorCode code;
    private final @Nullable String parameter;
    private final @Nullable Duration retryAfter;

    private GatewayException(
            GatewayErrorCode code, @Nullable String parameter, String message, @Nullable Throwable cause) {
        this(code, parameter, message, cause, null);
    }

    private GatewayException(
            GatewayErrorCode code,
            @Nullable String parameter,
            String message,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter) {
        super(message, cause);
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    public static GatewayException of(GatewayErrorCode code, String message) {
        return new GatewayException(code, null, message, null);
    }

    /** An error about one field of the request, named as a path: {@code messages[0].content}. */
    public static GatewayException about(String parameter, GatewayErrorCode code, String message) {
        return new GatewayException(code, parameter, message, null);
    }

    /** An error with the exception behind it, for the log alone. */
    public static GatewayException causedBy(Throwable cause, GatewayErrorCode code, String message) {
        return new GatewayException(code, null, message, cause);
    }

    /** The same error, saying when the client may try again. */
    public GatewayException after(Duration wait) {
        return new GatewayException(code, parameter, text(), getCause(), wait);
    }

    public GatewayErrorCode code() {
        return code;
    }

    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    /** How long the client should wait before it tries again, where that is known: the {@code Retry-After} header. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The message for the client. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
