package dev.weir.auditlog.journal;

import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the end of a journal after a start, and makes its index whole.
 *
 * <p>A crash may leave the last frame torn. That frame was never acknowledged, because a frame is synced before anybody is
 * told, and the next one is written only after that; so it is cut off. A bad frame with a whole one behind it can't come
 * from a crash: the journal is damaged, and nothing is changed.
 */
final class Recovery {

    private final Segments segments;
    private final EntryIndex index;

    Recovery(Segments segments, EntryIndex index) {
        this.segments = segments;
        this.index = index;
    }

    /**
     * Where the journal goes on.
     *
     * @param segment first entry of the newest segment
     * @param length bytes of it that are whole
     */
    record Found(long segment, FileChannel file, long length, Frontier frontier, Hash last) {}

    /** Opens the newest segment, or none where the journal is new. */
    Optional<Found> run() throws IOException {
        Optional<Long> newest = segments.last();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        long start = newest.get();
        Frontier frontier = before(start);
        FileChannel file = segments.open(start);
        try {
            long length = Segments.begins(file) ? scan(file, frontier) : unbegun(file, start);
            if (length < file.size()) {
                file.truncate(length);
                file.force(true);
            }
            Hash last = frontier.size() == 0 ? LogEntry.BEFORE_FIRST : index.subtree(0, frontier.size() - 1);
            return Optional.of(new Found(start, file, length, frontier, last));
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    /** A crash right after the file was made leaves it without its beginning, and then nothing else is in it. */
    private static long unbegun(FileChannel file, long start) throws IOException {
        if (file.size() > Segments.MAGIC.length) {
            throw new DamagedJournalException(start, "the segment of entry " + start + " doesn't begin as one");
        }
        Disk.REAL.write(file, ByteBuffer.wrap(Segments.MAGIC), 0);
        file.force(true);
        return Segments.MAGIC.length;
    }

    /** The tree up to where a segment begins; from the index, or from the segments where the index is lost. */
    private Frontier before(long segment) throws IOException {
        long entries = segment - 1;
        if (index.covers(entries)) {
            return Frontier.of(index, entries);
        }
        Frontier frontier = new Frontier();
        while (frontier.size() < entries) {
            long next = frontier.size() + 1;
            Map.Entry<Long, Path> holding = segments.holding(next)
                    .filter(found -> found.getKey() == next)
                    .orElseThrow(() -> new DamagedJournalException(next, "the segment of entry " + next + " is gone"));
            try (FileChannel file = FileChannel.open(holding.getValue())) {
                scan(file, frontier);
            }
            if (frontier.size() < next) {
                throw new DamagedJournalException(next, "the segment of entry " + next + " has no entries");
            }
        }
        return frontier;
    }

    /** Adds a segment's entries to the index and the tree, and returns how many of its bytes are whole. */
    private long scan(FileChannel file, Frontier frontier) throws IOException {
        long position = Segments.MAGIC.length;
        while (true) {
            Optional<Frame> frame = Frame.read(file, position);
            if (frame.isEmpty() || frame.get().first() != frontier.size() + 1) {
                requireTorn(file, position, frontier.size() + 1);
                return position;
            }
            add(frame.get(), position, frontier);
            position += frame.get().length();
        }
    }

    private void add(Frame frame, long position, Frontier frontier) throws IOException {
        EntryIndex.Addition addition = new EntryIndex.Addition(frontier.size());
        frame.forEach((_, offset, entry) -> addition.add(frontier, entry.hash(), position + offset));
        index.write(addition);
    }

    private static void requireTorn(FileChannel file, long position, long expected) throws IOException {
        ByteBuffer tail = file.map(FileChannel.MapMode.READ_ONLY, position, file.size() - position);
        for (int behind = 0; behind + Frame.HEADER <= tail.capacity(); behind++) {
            if (!Frame.plausible(tail.slice(behind, Frame.HEADER), tail.capacity() - behind)) {
                continue;
            }
            Optional<Frame> frame = Frame.read(file, position + behind);
            if (frame.isPresent()) {
                throw new DamagedJournalException(
                        expected,
                        "entry " + expected + " isn't as it was written, and entry "
                                + frame.get().first() + " stands behind it");
            }
        }
    }
}
