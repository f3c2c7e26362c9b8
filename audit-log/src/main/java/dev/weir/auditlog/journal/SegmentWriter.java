package dev.weir.auditlog.journal;

import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of entries to the newest segment, each with one sync. Used by one thread, but for what says otherwise.
 *
 * <p>INVARIANT: the state moves on only after the sync. After a failure the segment is cut back to what was acknowledged,
 * and opened anew, before anything else is written: what the operating system holds of a failed write or sync is not to be
 * trusted, and would not be reported again.
 */
final class SegmentWriter implements AutoCloseable {

    private final JournalSettings settings;
    private final Segments segments;
    private final EntryIndex index;
    private long segment;
    private @Nullable FileChannel file;
    private long length;
    private Frontier frontier;
    private Hash last;
    private boolean clean = true;
    private volatile boolean full;

    SegmentWriter(JournalSettings settings, Segments segments, EntryIndex index, Optional<Recovery.Found> found) {
        this.settings = settings;
        this.segments = segments;
        this.index = index;
        this.segment = found.map(Recovery.Found::segment).orElse(0L);
        this.file = found.map(Recovery.Found::file).orElse(null);
        this.length = found.map(Recovery.Found::length).orElse(0L);
        this.frontier = found.map(Recovery.Found::frontier).orElseGet(Frontier::new);
        this.last = found.map(Recovery.Found::last).orElse(LogEntry.BEFORE_FIRST);
    }

    TreeHead head() {
        return new TreeHead(frontier.size(), frontier.root(), last);
    }

    /** Returns once all of them are on disk; none of them is in the journal where this fails. */
    void write(List<LogEntry.Draft> drafts) throws IOException {
        FileChannel open = ready();
        Frontier grown = frontier.copy();
        Hash previous = last;
        List<byte[]> texts = new ArrayList<>(drafts.size());
        EntryIndex.Addition addition = new EntryIndex.Addition(frontier.size());
        long offset = length + Frame.HEADER;
        for (LogEntry.Draft draft : drafts) {
            LogEntry entry = draft.at(grown.size() + 1, previous);
            previous = entry.hash();
            addition.add(grown, previous, offset);
            offset += Frame.LENGTH_OF_LENGTH + entry.text().length;
            texts.add(entry.text());
        }
        clean = false;
        // the index first: it may hold more than the journal, but never less
        index.write(addition);
        settings.disk().write(open, Frame.encode(frontier.size() + 1, texts), length);
        settings.disk().sync(open);
        clean = true;
        frontier = grown;
        last = previous;
        length = offset;
    }

    /** The segment to write to: repaired after a failure, a new one where the last is full. */
    private FileChannel ready() throws IOException {
        FileChannel open = file;
        if (open != null && !clean) {
            open.close();
            open = segments.open(segment);
            file = open;
            open.truncate(length);
            settings.disk().sync(open);
            clean = true;
        }
        if (open == null || full || length >= settings.segmentBytes()) {
            index.sync();
            FileChannel next = segments.create(frontier.size() + 1, settings.disk());
            close();
            open = next;
            file = next;
            segment = frontier.size() + 1;
            length = Segments.MAGIC.length;
            full = false;
        }
        return open;
    }

    /** Has the next batch begin a new segment, however small this one is. Any thread may ask for that. */
    void closeSegment() {
        full = true;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
