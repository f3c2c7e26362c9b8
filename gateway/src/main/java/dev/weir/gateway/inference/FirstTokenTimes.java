package dev.weir.gateway.inference;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long the newest first tokens of each cloud model took. Lives as long as the gateway runs. Thread-safe. */
final class FirstTokenTimes {

    /** Fewer say nothing about a percentile. */
    static final int FEWEST = 20;

    private static final int NEWEST = 256;

    private final Map<String, Window> models = new ConcurrentHashMap<>();

    /** A ring of the newest times, in nanoseconds. */
    private static final class Window {

        private final long[] times = new long[NEWEST];
        private int seen;

        synchronized void add(long nanos) {
            times[seen % NEWEST] = nanos;
            // Counts on from a whole round, so that it never overflows.
            seen = seen + 1 == 2 * NEWEST ? NEWEST : seen + 1;
        }

        synchronized Optional<Duration> percentile(int percent) {
            if (seen < FEWEST) {
                return Optional.empty();
            }
            long[] sorted = Arrays.copyOf(times, Math.min(seen, NEWEST));
            Arrays.sort(sorted);
            int rank = (int) Math.ceil(sorted.length * percent / 100.0);
            return Optional.of(Duration.ofNanos(sorted[rank - 1]));
        }
    }

    /** A first token took so long, or at least so long where nobody waited for it any more. */
    void observed(String model, Duration time) {
        models.computeIfAbsent(model, _ -> new Window()).add(time.toNanos());
    }

    /** What so many of a hundred took at most (nearest rank); empty where too few were seen. */
    Optional<Duration> percentile(String model, int percent) {
        return Optional.ofNullable(models.get(model)).flatMap(window -> window.percentile(percent));
    }
}
