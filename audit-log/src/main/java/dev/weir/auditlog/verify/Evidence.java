package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.CheckpointFile;
import java.io.IOException;
import java.util.Optional;

/** What is laid before the verifier: leaves, entries and checkpoints of one log, each read once from its beginning. */
public interface Evidence {

    Leaves leaves() throws IOException;

    Entries entries() throws IOException;

    CheckpointFile.Cursor checkpoints() throws IOException;

    /** Whether an entry is to be there beside its hash. */
    enum Presence {
        /** It must be there. */
        PRESENT,
        /** The export was asked for other entries. */
        LEFT_OUT,
        /** It was removed when its time was over; only its hash stays. */
        PRUNED,
        /** It is there unless it was pruned. */
        PRESENT_OR_PRUNED
    }

    /** One leaf of the tree. */
    record Leaf(Hash hash, Presence presence) {}

    /** The leaves in order. */
    interface Leaves extends AutoCloseable {
        Optional<Leaf> next() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The entries in the order in which they stand there. */
    interface Entries extends AutoCloseable {

        /**
         * The next entry under the sequence number that it claims; 0 where its text isn't that of an entry.
         *
         * @throws IOException if what comes next can't be read
         */
        Optional<LogEntry> next() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The entry under the number that its text claims; 0 where that isn't an entry's. */
    static LogEntry asClaimed(LogEntry entry) {
        return new LogEntry(entry.end().map(LogEntry.End::sequence).orElse(0L), entry.text());
    }
}
