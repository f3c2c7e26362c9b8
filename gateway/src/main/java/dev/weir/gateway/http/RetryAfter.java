package dev.weir.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads the value of {@code Retry-After} (RFC 9110, 10.2.3). */
public final class RetryAfter {

    private static final int LONGEST_DIGITS = 9;

    private RetryAfter() {}

    /** How long to wait, from seconds or a date; never negative; empty where it is neither. */
    public static Optional<Duration> parse(String text, Instant now) {
        return number(text).map(Duration::ofSeconds).or(() -> date(text, now));
    }

    /** A whole number of at most nine digits. */
    public static Optional<Long> number(String text) {
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
