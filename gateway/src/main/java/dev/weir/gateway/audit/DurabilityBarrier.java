package dev.weir.gateway.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: many callers share one sync of the disk.
 *
 * <p>INVARIANT: a caller is served only by a sync that starts after it asked, since one already running may have passed
 * over what it wrote. While one sync runs, all who ask wait together for the next one. Thread-safe. The sync runs on a
 * thread of its own, so that callers can stop waiting and their interrupts never reach the database's files.
 */
final class DurabilityBarrier implements AutoCloseable {

    private final Sync sync;
    private final ExecutorService syncer;
    private @Nullable CompletableFuture<@Nullable Void> next;

    /** Puts everything committed so far on disk. */
    @FunctionalInterface
    interface Sync {
        void run() throws Exception;
    }

    DurabilityBarrier(Sync sync) {
        this.sync = sync;
        ThreadFactory threads =
                Thread.ofPlatform().name("weir-audit-sync").daemon().factory();
        this.syncer = Executors.newSingleThreadExecutor(threads);
    }

    /** Completes once everything that was committed before this call is on disk; fails if the sync did. */
    synchronized CompletableFuture<@Nullable Void> reached() {
        CompletableFuture<@Nullable Void> round = next;
        if (round == null) {
            round = new CompletableFuture<>();
            next = round;
            syncer.execute(this::runRound);
        }
        return round;
    }

    private void runRound() {
        CompletableFuture<@Nullable Void> round = takeRound();
        try {
            sync.run();
            round.complete(null);
        } catch (Throwable failure) {
            round.completeExceptionally(failure);
        }
    }

    /** From here on callers get a new round: this one's sync is about to start. */
    private synchronized CompletableFuture<@Nullable Void> takeRound() {
        CompletableFuture<@Nullable Void> round = next;
        if (round == null) {
            throw new IllegalStateException("a sync was scheduled without a caller");
        }
        next = null;
        return round;
    }

    /** Lets the running sync and the next one end, and takes no more. */
    @Override
    public void close() {
        syncer.close();
    }
}
