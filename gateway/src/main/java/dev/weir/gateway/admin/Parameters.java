package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Activation;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads query and path parameters; what is wrong with one becomes an {@link AdminProblem} that names it. */
final class Parameters {

    private Parameters() {}

    /** A number from 1 to {@code max}. */
    static long number(String name, String text, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= 1 && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for a number out of range.
        }
        throw AdminProblem.invalid(name, max == Long.MAX_VALUE ? "is a number from 1" : "is a number from 1 to " + max);
    }

    static int integer(String name, String text, int max) {
        return Math.toIntExact(number(name, text, max));
    }

    /** A moment in ISO 8601, {@code 2026-11-22T12:00:00Z} for instance. */
    static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            throw AdminProblem.invalid(name, "is a moment such as 2026-11-22T12:00:00Z");
        }
    }

    /** Why somebody changes something, as it is put on record. */
    static String reason(String text) {
        if (text.length() > Activation.LONGEST_NOTE) {
            throw AdminProblem.invalid("reason", "has at most " + Activation.LONGEST_NOTE + " characters");
        }
        return text;
    }
}
