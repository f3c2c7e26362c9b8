package dev.weir.gateway.inference.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads when a provider wants to be asked again: {@code retry-after-ms}, or {@code Retry-After} (RFC 9110, 10.2.3). */
final class RetryAfter {

    private static final int LONGEST_DIGITS = 9;

    private RetryAfter() {}

    static Optional<Duration> of(UpstreamExchange exchange, Instant now) {
        return exchange.header("retry-after-ms")
                .flatMap(text -> number(text).map(Duration::ofMillis))
                .or(() -> exchange.header("retry-after").flatMap(text -> secondsOrDate(text, now)));
    }

    static Optional<Duration> secondsOrDate(String text, Instant now) {
        return number(text).map(Duration::ofSeconds).or(() -> date(text, now));
    }

    private static Optional<Long> number(String text) {
        String digits = text.strip();
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= LONGEST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant when = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(when.isAfter(now) ? Duration.between(now, when) : Duration.ZERO);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
