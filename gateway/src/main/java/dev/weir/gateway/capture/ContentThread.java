package dev.weir.gateway.capture;

import dev.weir.gateway.audit.AuditUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that reads and writes captured content, in the order in which it is asked: what was to be kept before an
 * erasure is erased with the rest. Thread-safe.
 */
final class ContentThread implements AutoCloseable {

    private static final long LAST_SECONDS = 15;

    private final ScheduledThreadPoolExecutor executor;

    ContentThread() {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("weir-capture").daemon().factory());
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
    }

    /** Does it when its turn comes; tells whether that will be. */
    boolean later(Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    void every(Duration interval, Runnable work) {
        var _ = executor.scheduleWithFixedDelay(work, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for what the work gives.
     *
     * @throws AuditUnavailableException if it failed, or didn't come to its end in time
     */
    <T> T await(Callable<T> work, Duration limit) {
        try {
            return executor.submit(work).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof AuditUnavailableException unavailable
                    ? unavailable
                    : new AuditUnavailableException("Captured content could not be read or written", failed);
        } catch (TimeoutException | RejectedExecutionException late) {
            throw new AuditUnavailableException("Captured content can't be had now", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("Waiting for captured content was interrupted", interrupted);
        }
    }

    /** Does what waits, for as long as a stop may take. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
