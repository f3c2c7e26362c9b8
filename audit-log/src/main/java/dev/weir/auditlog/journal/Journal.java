package dev.weir.auditlog.journal;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.merkle.StoredTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final WaitingEntries waiting;
    private final Thread thread;
    private final Object grown = new Object();
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
        Optional<LogEntry> entry = readText(sequence).map(text -> new LogEntry(sequence, text));
        if (entry.isPresent() && !entry.get().hash().equals(hash(sequence))) {
            throw new DamagedJournalException(sequence, "entry " + sequence + " isn't as it was written");
        }
        return entry;
    }

    /** Whether nothing is left of an entry but its hash. */
    public boolean isPruned(long sequence) throws IOException {
        requireInLog(sequence);
        return readText(sequence).isEmpty();
    }

    private Optional<byte[]> readText(long sequence) throws IOException {
        Optional<Map.Entry<Long, Path>> segment = segments.holding(sequence);
        if (segment.isEmpty()) {
            return Optional.empty();
        }
        long position = index.position(sequence);
        try (FileChannel file = FileChannel.open(segment.get().getValue(), StandardOpenOption.READ)) {
            int length = bytes(file, position, Frame.LENGTH_OF_LENGTH, sequence).getInt();
            if (length < 0) {
                return Optional.empty();
            }
            return Optional.of(bytes(file, position + Frame.LENGTH_OF_LENGTH, length, sequence)
                    .array());
        }
    }

    private static ByteBuffer bytes(FileChannel file, long position, int length, long sequence) throws IOException {
        if (length > Frame.MAX_LENGTH || position + length > file.size()) {
            throw new DamagedJournalException(sequence, "entry " + sequence + " isn't where it was written");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
            // reads on until it is whole
        }
        return bytes.flip();
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
