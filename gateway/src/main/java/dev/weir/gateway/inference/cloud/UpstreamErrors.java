package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.http.RetryAfter;
import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Translates a provider's error answers, once. Of their content only the error code goes on, and only where it looks
 * like one: a provider's message can quote the request.
 */
record UpstreamErrors(InstantSource clock) {

    private static final int BODY_LIMIT = 64 << 10;
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /** @throws UpstreamFailure unless the answer's status is 200 */
    void check(UpstreamExchange exchange) {
        if (exchange.status() != 200) {
            throw failure(exchange);
        }
    }

    private UpstreamFailure failure(UpstreamExchange exchange) {
        int status = exchange.status();
        String name = "provider `" + exchange.provider() + "` ";
        if (status >= 300 && status < 400) {
            return new UpstreamFailure(
                    Kind.BROKEN, name + "answered with a redirect (HTTP " + status + "), which is never followed");
        }
        Optional<String> code = code(body(exchange));
        String what = "HTTP " + status + code.map(c -> ", code `" + c + "`").orElse("");
        Optional<Duration> wait = wait(exchange);
        return switch (status) {
            case 401, 403 ->
                new UpstreamFailure(
                        Kind.KEY_REFUSED,
                        name + "refused the gateway's own key (" + what + "); an administrator must check it");
            case 429 ->
                new UpstreamFailure(
                        wait.isPresent() ? Kind.BUSY : Kind.RATE_LIMITED,
                        name + "limits the rate of requests (" + what + ")",
                        wait);
            case 503 ->
                new UpstreamFailure(
                        wait.isPresent() ? Kind.BUSY : Kind.FAILED, name + "is not available (" + what + ")", wait);
            case 400, 413, 422 ->
                new UpstreamFailure(invalid(code), name + "did not accept the request (" + what + ")");
            default ->
                new UpstreamFailure(
                        status >= 500 ? Kind.FAILED : Kind.REJECTED, name + "answered with an error (" + what + ")");
        };
    }

    private Optional<Duration> wait(UpstreamExchange exchange) {
        return exchange.header("retry-after-ms")
                .flatMap(RetryAfter::number)
                .map(Duration::ofMillis)
                .or(() -> exchange.header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant())));
    }

    private static Kind invalid(Optional<String> code) {
        return code.filter("context_length_exceeded"::equals).isPresent() ? Kind.TOO_LONG : Kind.INVALID;
    }

    /** An error that came with status 200: in a whole answer or in the midst of a stream. */
    static UpstreamFailure reported(String provider, JsonNode answer) {
        String what = code(answer).map(c -> " (code `" + c + "`)").orElse("");
        return new UpstreamFailure(Kind.BROKEN, "provider `" + provider + "` reported an error in its answer" + what);
    }

    private static JsonNode body(UpstreamExchange exchange) {
        try {
            return Json.MAPPER.readTree(exchange.body().readNBytes(BODY_LIMIT));
        } catch (IOException | JacksonException _) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> code(JsonNode answer) {
        JsonNode error = answer.path("error");
        return wellFormed(error.path("code"))
                .or(() -> wellFormed(error.path("type")))
                .or(() -> wellFormed(error.path("status")));
    }

    private static Optional<String> wellFormed(JsonNode code) {
        return code.isString() && CODE.matcher(code.asString()).matches()
                ? Optional.of(code.asString())
                : Optional.empty();
    }
}
