package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run of entries. Pruned ones are left out of it, so that it may be empty.
 *
 * @param after number of the entry before the first
 * @param last number of the last entry that the run is about
 */
record Batch(long after, long last, List<LogEntry> entries) {

    /** A batch ends with the entry that brings it over so many bytes. */
    private static final int FULL = 512 << 10;

    Batch {
        entries = List.copyOf(entries);
    }

    /** Reads at most so many entries behind {@code after}, of which there are some in the journal. */
    static Batch read(Journal journal, long after, int most) throws IOException {
        long end = Math.min(journal.head().size(), after + most);
        List<LogEntry> entries = new ArrayList<>();
        long last = after;
        for (long bytes = 0; last < end && bytes < FULL; last++) {
            Optional<LogEntry> entry = journal.read(last + 1);
            if (entry.isPresent()) {
                entries.add(entry.get());
                bytes += entry.get().text().length;
            }
        }
        return new Batch(after, last, entries);
    }
}
