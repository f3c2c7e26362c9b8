package dev.weir.auditlog.journal;

import java.nio.file.Path;

/**
 * Where and how a journal is kept.
 *
 * @param directory folder of its own
 * @param segmentBytes a segment that has grown to this is closed and another begun
 * @param waitingEntries most entries that wait for the writer
 * @param waitingBytes most bytes that they take together
 * @param disk how its files are written
 */
public record JournalSettings(Path directory, long segmentBytes, int waitingEntries, long waitingBytes, Disk disk) {

    /** Sizes that serve a gateway: segments of 32 MiB, 65,536 entries or 64 MiB in the queue. */
    public static JournalSettings in(Path directory) {
        return new JournalSettings(directory, 32L << 20, 65_536, 64L << 20, Disk.REAL);
    }

    public JournalSettings withSegmentBytes(long bytes) {
        return new JournalSettings(directory, bytes, waitingEntries, waitingBytes, disk);
    }

    public JournalSettings withWaiting(int entries, long bytes) {
        return new JournalSettings(directory, segmentBytes, entries, bytes, disk);
    }

    public JournalSettings withDisk(Disk other) {
        return new JournalSettings(directory, segmentBytes, waitingEntries, waitingBytes, other);
    }
}
