package dev.weir.gateway.inference;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** How long the first token of a cloud model may take before another model is asked as well. */
public sealed interface HedgeAfter {

    Pattern PERCENTILE = Pattern.compile("p([1-9][0-9]?)");

    /** So long, whoever is asked. */
    record Fixed(Duration after) implements HedgeAfter {
        public Fixed {
            if (!after.isPositive()) {
                throw new IllegalArgumentException("the wait before a hedge is longer than nothing");
            }
        }
    }

    /**
     * As long as so many of a hundred first tokens of the same model took at most.
     *
     * @param percent 1 to 99
     */
    record Percentile(int percent) implements HedgeAfter {}

    /**
     * Reads {@code 2s}, {@code 800ms} or {@code p95}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static HedgeAfter of(String text) {
        Matcher percentile = PERCENTILE.matcher(text.strip());
        return percentile.matches()
                ? new Percentile(Integer.parseInt(percentile.group(1)))
                : new Fixed(DurationStyle.detectAndParse(text.strip()));
    }
}
