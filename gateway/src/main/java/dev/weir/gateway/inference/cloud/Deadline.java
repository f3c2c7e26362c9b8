package dev.weir.gateway.inference.cloud;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Aborts an exchange when it is late. A socket timeout alone would not do: it starts again with every byte, so that a
 * provider that drips never times out. Thread-safe.
 */
final class Deadline {

    private final ScheduledExecutorService timer;
    private final Runnable abort;
    private final long end;
    private final Duration whole;
    private @Nullable ScheduledFuture<?> pending;
    private @Nullable String passed;

    /** No limit armed on this deadline outlasts {@code whole} from now. */
    Deadline(ScheduledExecutorService timer, Runnable abort, Duration whole) {
        this.timer = timer;
        this.abort = abort;
        this.whole = whole;
        this.end = System.nanoTime() + whole.toNanos();
    }

    /** Replaces the limit by one that ends in {@code wait}. {@code complaint} says what did not happen by then. */
    synchronized void arm(Duration wait, String complaint) {
        disarm();
        if (passed == null) {
            long left = Math.max(0, end - System.nanoTime());
            boolean ends = left < wait.toNanos();
            String text = ends ? "took longer than " + words(whole) + " in all" : complaint + words(wait);
            pending = timer.schedule(() -> pass(text), ends ? left : wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    synchronized void disarm() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    /** What did not happen in time; empty while all is well. */
    synchronized Optional<String> passed() {
        return Optional.ofNullable(passed);
    }

    private void pass(String text) {
        synchronized (this) {
            passed = text;
        }
        abort.run();
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
