package dev.weir.auditlog.journal;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.merkle.StoredTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log on disk: entries in checksummed segments, chained by their hashes, with their Merkle tree.
 *
 * <p>One thread writes. It takes all entries that wait, puts them on disk with one sync (group commit), and only then tells
 * their callers; so an entry that was acknowledged survives a crash of the process and of the machine, as far as the disk
 * keeps what it says it has synced. Appending costs the same whatever the log's size, and so does memory. Thread-safe.
 */
public final class Journal implements AutoCloseable {

    private final FileChannel lock;
    private final Segments segments;
    private final EntryIndex index;
    private final SegmentWriter writer;
    private final SegmentReader reader;
    private final WaitingEntries waiting;
    private final Thread thread;
    private final Object grown = new Object();
    private final Object pruning = new Object();
    private volatile TreeHead head;
    private volatile @Nullable IOException failure;

    private Journal(
            JournalSettings settings,
            FileChannel lock,
            Segments segments,
            EntryIndex index,
            Optional<Recovery.Found> found) {
        this.lock = lock;
        this.segments = segments;
        this.index = index;
        this.writer = new SegmentWriter(settings, segments, index, found);
        this.reader = new SegmentReader(segments, index, settings.disk());
        this.waiting = new WaitingEntries(settings.waitingEntries(), settings.waitingBytes());
        this.head = writer.head();
        this.thread = Thread.ofPlatform().name("weir-journal").daemon().unstarted(this::writeAll);
    }

    /**
     * Opens a journal, makes one where there is none, and cuts off what a crash left torn.
     *
     * @throws DamagedJournalException if it was changed by something other than a crash
     * @throws IOException if its files can't be used, or another process has it open
     */
    public static Journal open(JournalSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        FileChannel lock = lock(settings.directory());
        try {
            Segments segments = Segments.in(settings.directory());
            EntryIndex index = EntryIndex.in(settings.directory(), settings.disk());
            Journal journal = new Journal(settings, lock, segments, index, new Recovery(segments, index).run());
            journal.thread.start();
            return journal;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException here) {
            // the same answer as for another process
        }
        channel.close();
        throw new JournalInUseException("the journal in " + directory + " is in use by another process");
    }

    /**
     * Hands an entry to the writer.
     *
     * @param kind lower case letters and dashes, at most 32
     * @param at when what it tells of happened
     * @return its sequence number once it is on disk; fails with a {@link JournalUnavailableException} if it could not be
     *     put there
     * @throws JournalUnavailableException if too many entries wait, or the journal is closed
     */
    public CompletableFuture<Long> append(String kind, Instant at, Json.ObjectValue body) {
        return waiting.add(LogEntry.Draft.of(kind, at, body));
    }

    private void writeAll() {
        try {
            for (List<WaitingEntries.Waiting> batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
                write(batch);
            }
        } catch (InterruptedException nobodyDoesThat) {
            waiting.close();
        }
    }

    private void write(List<WaitingEntries.Waiting> batch) {
        try {
            long next = head.size() + 1;
            writer.write(batch.stream().map(WaitingEntries.Waiting::draft).toList());
            failure = null;
            publish(writer.head());
            for (WaitingEntries.Waiting entry : batch) {
                entry.written().complete(next++);
            }
        } catch (IOException | RuntimeException failed) {
            failure = failed instanceof IOException io ? io : new IOException(failed);
            JournalUnavailableException unavailable =
                    new JournalUnavailableException("the journal could not be written", failed);
            batch.forEach(entry -> entry.written().completeExceptionally(unavailable));
        }
    }

    private void publish(TreeHead next) {
        synchronized (grown) {
            head = next;
            grown.notifyAll();
        }
    }

    /** What is on disk. */
    public TreeHead head() {
        return head;
    }

    /** Why the last attempt to write failed; empty where it didn't. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** How many entries wait for the writer. */
    public int backlog() {
        return waiting.size();
    }

    /**
     * Waits until every entry that was handed in before is on disk or refused.
     *
     * @return whether that was so before time was up
     */
    public boolean settle(Duration limit) throws InterruptedException {
        try {
            waiting.newest().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException refused) {
            // settled too
        } catch (TimeoutException late) {
            return false;
        }
        return true;
    }

    /** Waits until there are more entries than {@code size}, or time is up, and tells whether there are. */
    public boolean awaitBeyond(long size, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (grown) {
            for (long left = limit.toMillis(); head.size() <= size && left > 0; left = millisUntil(deadline)) {
                grown.wait(left);
            }
        }
        return head.size() > size;
    }

    private static long millisUntil(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }

    /** The tree over the entries; subtrees that aren't within {@link #head} are not to be asked for. */
    public StoredTree tree() {
        return index;
    }

    /** The hash of an entry, pruned or not. */
    public Hash hash(long sequence) {
        requireInLog(sequence);
        return index.subtree(0, sequence - 1);
    }

    /**
     * One entry; empty where it was pruned.
     *
     * @throws DamagedJournalException if it isn't as it was written
     */
    public Optional<LogEntry> read(long sequence) throws IOException {
        requireInLog(sequence);
        return reader.read(sequence).whole();
    }

    /**
     * Whether nothing is left of an entry but its hash.
     *
     * @throws DamagedJournalException if neither is there
     */
    public boolean isPruned(long sequence) throws IOException {
        return read(sequence).isEmpty();
    }

    /**
     * A segment that no entry is added to any more.
     *
     * @param first its first entry
     * @param last its last one
     */
    public record ClosedSegment(long first, long last) {}

    /** All segments but the newest, oldest first. */
    public List<ClosedSegment> closedSegments() {
        List<Long> firsts = segments.firsts();
        return IntStream.range(0, firsts.size() - 1)
                .mapToObj(number -> new ClosedSegment(firsts.get(number), firsts.get(number + 1) - 1))
                .toList();
    }

    /** Closes the newest segment as soon as there is another entry, which begins a new one. */
    public void closeSegment() {
        writer.closeSegment();
    }

    /**
     * Removes entries of a closed segment. Their hashes stay, so the tree, its proofs and the chain stay as they are. After a
     * crash all of them are there, or none is. What is on record of this is the caller's to see to, before.
     *
     * @throws IllegalArgumentException if this isn't a closed segment, or the entries aren't in it
     * @throws DamagedJournalException if the segment isn't as it was written; then nothing is removed
     */
    public void prune(ClosedSegment segment, SequenceSet entries) throws IOException {
        if (!closedSegments().contains(segment)
                || entries.numbers().anyMatch(entry -> entry < segment.first() || entry > segment.last())) {
            throw new IllegalArgumentException("only entries of one closed segment can be pruned");
        }
        synchronized (pruning) {
            reader.prune(segment.first(), entries);
        }
    }

    private void requireInLog(long sequence) {
        if (sequence < 1 || sequence > head.size()) {
            throw new IllegalArgumentException("the log has entries 1 to " + head.size() + ", not " + sequence);
        }
    }

    /** Goes through the entries from one on, up to those that are on disk now. */
    public JournalCursor cursor(long from) {
        return new JournalCursor(segments, from, head.size());
    }

    /** Goes through the entries of a segment. */
    public JournalCursor cursor(ClosedSegment segment) {
        return new JournalCursor(segments, segment.first(), segment.last());
    }

    /** Lets the entries that wait be written, and takes no more. */
    @Override
    public void close() throws IOException {
        waiting.close();
        try (lock) {
            thread.join();
            writer.close();
            index.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
