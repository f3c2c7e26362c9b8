package dev.weir.gateway.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Moments as people write them on the command line. */
final class Times {

    private Times() {}

    /**
     * A moment, or so long before {@code now}.
     *
     * @throws CommandFailure if it is neither
     */
    static Instant read(String written, Instant now) {
        try {
            return written.matches("\\d{1,5}[smhdSMHD]") ? now.minus(ago(written)) : Instant.parse(written);
        } catch (DateTimeException e) {
            throw CommandFailure.usage(
                    "`" + written + "` is no time", "write 30m, 12h or 7d, or like 2026-01-01T12:00:00Z");
        }
    }

    private static Duration ago(String written) {
        String unit = written.substring(written.length() - 1).toUpperCase(Locale.ROOT);
        String number = written.substring(0, written.length() - 1);
        return Duration.parse(unit.equals("D") ? "P" + number + "D" : "PT" + number + unit);
    }
}
