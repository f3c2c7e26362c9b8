package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalCursor;
import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.note.CheckpointFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A journal on this machine, as far as it is on disk now, and its checkpoints. The journal may grow meanwhile. */
public final class JournalEvidence implements Evidence {

    private final Journal journal;
    private final CheckpointFile checkpoints;
    private final long size;

    /**
     * The first entries of a journal.
     *
     * @param size how many; checkpoints of more are no evidence
     */
    public JournalEvidence(Journal journal, CheckpointFile checkpoints, long size) {
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.size = size;
    }

    @Override
    public Leaves leaves() {
        return new Leaves() {
            private long passed;

            @Override
            public Optional<Leaf> next() throws IOException {
                try {
                    return passed == size
                            ? Optional.empty()
                            : Optional.of(new Leaf(journal.hash(++passed), Presence.PRESENT_OR_PRUNED));
                } catch (UncheckedIOException failed) {
                    throw failed.getCause();
                }
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    @Override
    public Entries entries() {
        JournalCursor cursor = journal.cursor(1);
        return new Entries() {
            @Override
            public Optional<LogEntry> next() throws IOException {
                return cursor.next().filter(entry -> entry.sequence() <= size).map(Evidence::asClaimed);
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        };
    }

    @Override
    public CheckpointFile.Cursor checkpoints() throws IOException {
        return checkpoints.read();
    }
}
