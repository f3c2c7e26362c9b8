package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's entries in order, frame by frame, checking checksums. Pruned ones are passed over. Holds at most one
 * frame and one open file. Not thread-safe; the journal may be written meanwhile.
 */
public final class JournalCursor implements AutoCloseable {

    private final Segments segments;
    private final long end;
    private final Queue<LogEntry> frame = new ArrayDeque<>();
    private long next;
    private @Nullable FileChannel file;
    private long position;
    private long inFile;

    JournalCursor(Segments segments, long from, long end) {
        this.segments = segments;
        this.next = Math.max(1, from);
        this.end = end;
    }

    /**
     * The next entry; empty at the end.
     *
     * @throws DamagedJournalException if what comes next isn't as it was written
     */
    public Optional<LogEntry> next() throws IOException {
        while (frame.isEmpty() && next <= end) {
            readFrame();
        }
        return Optional.ofNullable(frame.poll());
    }

    private void readFrame() throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = openSegment();
            if (open == null) {
                return;
            }
        }
        if (position >= open.size()) {
            openNext();
            return;
        }
        Frame read = Frame.read(open, position)
                .filter(found -> found.first() == inFile)
                .orElseThrow(() -> damaged("isn't as it was written"));
        position += read.length();
        inFile = read.end();
        if (read.end() <= next) {
            return;
        }
        read.forEach((sequence, _, entry) -> {
            if (sequence >= next && sequence <= end) {
                entry.whole().ifPresent(frame::add);
            }
        });
        next = read.end();
    }

    /** Opens the segment that has the next entry; where that was removed as a whole, goes on to the one after. */
    private @Nullable FileChannel openSegment() throws IOException {
        Optional<Map.Entry<Long, Path>> holding = segments.holding(next);
        if (holding.isEmpty()) {
            next = segments.after(next).map(Map.Entry::getKey).orElse(end + 1);
            return null;
        }
        FileChannel open = FileChannel.open(holding.get().getValue(), StandardOpenOption.READ);
        file = open;
        position = Segments.MAGIC.length;
        inFile = holding.get().getKey();
        return open;
    }

    private void openNext() throws IOException {
        close();
        Optional<Map.Entry<Long, Path>> after = segments.after(inFile - 1);
        if (after.isEmpty() || after.get().getKey() < inFile) {
            throw damaged("is missing: its segment ends before it");
        }
        if (after.get().getKey() > next) {
            next = after.get().getKey();
        }
    }

    private DamagedJournalException damaged(String what) {
        return new DamagedJournalException(inFile, "entry " + inFile + " " + what);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        if (open != null) {
            file = null;
            open.close();
        }
    }
}
