package dev.weir.auditlog.journal;

import dev.weir.auditlog.merkle.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Finds single entries by the index of positions, and takes what was pruned out of segments. Thread-safe.
 *
 * <p>A segment is rewritten into a file beside it, which then takes its name: that one step is the whole change. Positions
 * come after it. Whoever is led astray by positions from before, because a crash came between, sees that what stands there
 * hasn't the hash of the tree, goes through the segment itself, and puts them right.
 */
final class SegmentReader {

    private final Segments segments;
    private final EntryIndex index;
    private final Disk disk;

    /** Readers of positions hold it together, who moves entries holds it alone. */
    private final ReadWriteLock layout = new ReentrantReadWriteLock();

    SegmentReader(Segments segments, EntryIndex index, Disk disk) {
        this.segments = segments;
        this.index = index;
        this.disk = disk;
    }

    /**
     * What stands in an entry's place, which has the hash that the tree has.
     *
     * @throws DamagedJournalException if that isn't there
     */
    Frame.Stored read(long sequence) throws IOException {
        Hash hash = index.subtree(0, sequence - 1);
        Optional<Frame.Stored> found =
                whereIndexed(sequence).filter(entry -> entry.hash().equals(hash));
        if (found.isEmpty()) {
            reposition(sequence);
            found = whereIndexed(sequence).filter(entry -> entry.hash().equals(hash));
        }
        return found.orElseThrow(() -> damaged(sequence));
    }

    private Optional<Frame.Stored> whereIndexed(long sequence) throws IOException {
        layout.readLock().lock();
        try (FileChannel file = FileChannel.open(holding(sequence).getValue(), StandardOpenOption.READ)) {
            long position = index.position(sequence);
            Optional<ByteBuffer> length = bytes(file, position, Frame.LENGTH_OF_LENGTH);
            if (length.isEmpty()) {
                return Optional.empty();
            }
            int signed = length.get().getInt();
            if ((signed < 0 && signed != -Hash.LENGTH) || signed > Frame.MAX_LENGTH) {
                return Optional.empty();
            }
            Optional<ByteBuffer> content = bytes(file, position + Frame.LENGTH_OF_LENGTH, Math.abs(signed));
            return content.isPresent()
                    ? Optional.of(
                            Frame.Stored.of(sequence, signed, content.get().array()))
                    : Optional.empty();
        } finally {
            layout.readLock().unlock();
        }
    }

    private static Optional<ByteBuffer> bytes(FileChannel file, long position, int length) throws IOException {
        if (position < 0 || position > file.size() - length) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
            // reads on until it is whole
        }
        return Optional.of(bytes.flip());
    }

    private void reposition(long sequence) throws IOException {
        layout.writeLock().lock();
        try {
            Map.Entry<Long, Path> segment = holding(sequence);
            try (FileChannel file = FileChannel.open(segment.getValue(), StandardOpenOption.READ)) {
                long position = Segments.MAGIC.length;
                long next = segment.getKey();
                while (next <= sequence) {
                    long expected = next;
                    Frame frame = Frame.read(file, position)
                            .filter(found -> found.first() == expected)
                            .orElseThrow(() -> damaged(expected));
                    index.move(frame, position);
                    position += frame.length();
                    next = frame.end();
                }
            }
        } finally {
            layout.writeLock().unlock();
        }
    }

    /**
     * Takes entries out of a closed segment; their hashes stay. Holds one frame in memory.
     *
     * @throws DamagedJournalException if the segment isn't as it was written; then it stays as it is
     */
    void prune(long segment, SequenceSet pruned) throws IOException {
        Path file = segments.holding(segment).orElseThrow().getValue();
        Path fresh = file.resolveSibling(file.getFileName() + Segments.UNFINISHED);
        rewrite(file, fresh, segment, pruned);
        layout.writeLock().lock();
        try {
            disk.replace(segments.directory(), file, fresh);
            long end = segments.after(segment).orElseThrow().getKey();
            reposition(end - 1);
        } finally {
            layout.writeLock().unlock();
        }
    }

    private void rewrite(Path file, Path fresh, long segment, SequenceSet pruned) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            disk.write(out, ByteBuffer.wrap(Segments.MAGIC), 0);
            long from = Segments.MAGIC.length;
            long to = from;
            long next = segment;
            while (from < in.size()) {
                long expected = next;
                Frame frame = Frame.read(in, from)
                        .filter(found -> found.first() == expected)
                        .orElseThrow(() -> damaged(expected));
                ByteBuffer rewritten = frame.without(pruned, sequence -> index.subtree(0, sequence - 1));
                int length = rewritten.remaining();
                disk.write(out, rewritten, to);
                from += frame.length();
                to += length;
                next = frame.end();
            }
            disk.sync(out);
        }
    }

    private Map.Entry<Long, Path> holding(long sequence) throws DamagedJournalException {
        return segments.holding(sequence)
                .orElseThrow(
                        () -> new DamagedJournalException(sequence, "the segment of entry " + sequence + " is gone"));
    }

    private static DamagedJournalException damaged(long sequence) {
        return new DamagedJournalException(sequence, "entry " + sequence + " isn't as it was written");
    }
}
