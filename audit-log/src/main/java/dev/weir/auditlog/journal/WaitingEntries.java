package dev.weir.auditlog.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Entries that wait for the writer, bounded by number and bytes. Thread-safe. */
final class WaitingEntries {

    /** Most that one sync carries: so that no caller waits for a frame that is written for seconds. */
    private static final long MAX_BATCH_BYTES = 4L << 20;

    private static final int MAX_BATCH = 8_192;

    private final int maxEntries;
    private final long maxBytes;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private long bytes;
    private boolean closed;
    private CompletableFuture<Long> newest = CompletableFuture.completedFuture(0L);

    /** One entry, and whom to tell of its sequence number once it is on disk. */
    record Waiting(LogEntry.Draft draft, CompletableFuture<Long> written) {}

    WaitingEntries(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    synchronized CompletableFuture<Long> add(LogEntry.Draft draft) {
        if (closed) {
            throw new JournalUnavailableException("the journal is closed");
        }
        if (queue.size() >= maxEntries || bytes + draft.length() > maxBytes) {
            throw new JournalUnavailableException("the journal takes no more entries: too many wait");
        }
        Waiting waiting = new Waiting(draft, new CompletableFuture<>());
        queue.add(waiting);
        newest = waiting.written();
        bytes += draft.length();
        notifyAll();
        return waiting.written();
    }

    /** Waits for entries and takes the next batch; empty once the journal is closed and none wait any more. */
    synchronized List<Waiting> take() throws InterruptedException {
        while (queue.isEmpty() && !closed) {
            wait();
        }
        List<Waiting> batch = new ArrayList<>();
        long taken = 0;
        for (Waiting next = queue.peek();
                next != null && batch.size() < MAX_BATCH && (batch.isEmpty() || taken < MAX_BATCH_BYTES);
                next = queue.peek()) {
            batch.add(next);
            taken += next.draft().length();
            queue.remove();
        }
        bytes -= taken;
        return batch;
    }

    /** The entry that was added last: once it is written or refused, so are all before it. */
    synchronized CompletableFuture<Long> newest() {
        return newest;
    }

    synchronized int size() {
        return queue.size();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
