package dev.weir.gateway.audit;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs writes on a few threads of its own, and waits a bounded time for them.
 *
 * <p>Request threads never write themselves: H2 closes its whole database when a thread is interrupted inside a file
 * operation, and a disk that hangs must not hold requests for ever. Thread-safe.
 */
public final class AuditWriter implements AutoCloseable {

    private static final int WAITING_LIMIT = 4_096;

    private final ThreadPoolExecutor threads;
    private final DurabilityBarrier barrier;
    private final Duration limit;

    AuditWriter(int writers, Duration limit, DurabilityBarrier barrier) {
        ThreadFactory names =
                Thread.ofPlatform().name("weir-audit-writer-", 1).daemon().factory();
        this.threads = new ThreadPoolExecutor(
                writers, writers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_LIMIT), names);
        this.barrier = barrier;
        this.limit = limit;
    }

    /**
     * Returns once {@code work} is done, which is to commit.
     *
     * @throws AuditUnavailableException if it failed or took longer than the limit; a late one may still commit
     */
    public void commit(Runnable work) {
        await(submit(Executors.callable(work)), System.nanoTime() + limit.toNanos());
    }

    /**
     * Returns what {@code work} gave, once it is done and on disk.
     *
     * @throws AuditUnavailableException as {@link #commit}; the limit holds for both together
     */
    public <T> T commitDurably(Callable<T> work) {
        long deadline = System.nanoTime() + limit.toNanos();
        T result = await(submit(work), deadline);
        await(barrier.reached(), deadline);
        return result;
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException full) {
            throw new AuditUnavailableException("The decision log takes no more entries: too many wait", full);
        }
    }

    private <T extends @Nullable Object> T await(Future<T> step, long deadline) {
        try {
            return step.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new AuditUnavailableException("The decision log could not be written", failed);
        } catch (TimeoutException late) {
            throw new AuditUnavailableException(
                    "The decision log did not answer within " + limit.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("Waiting for the decision log was interrupted", interrupted);
        }
    }

    /** Lets the writes that wait end, and takes no more. */
    @Override
    public void close() {
        threads.close();
    }
}
