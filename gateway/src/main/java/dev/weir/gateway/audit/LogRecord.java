package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.DamagedJournalException;
import dev.weir.auditlog.journal.Disk;
import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalInUseException;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.journal.JournalUnavailableException;
import dev.weir.auditlog.journal.TreeHead;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.util.unit.DataSize;

/** The record itself: the journal, with a bounded wait for it. Thread-safe. */
final class LogRecord implements AutoCloseable {

    static final String FOLDER = "journal";

    private final Journal journal;
    private final Duration limit;

    private LogRecord(Journal journal, Duration limit) {
        this.journal = journal;
        this.limit = limit;
    }

    /**
     * Opens the journal, or makes one.
     *
     * @throws AuditStartException if it can't be used
     */
    static LogRecord open(Path directory, Duration limit, DataSize segment, Disk disk) {
        try {
            Files.createDirectories(directory);
            return new LogRecord(
                    Journal.open(JournalSettings.in(directory.resolve(FOLDER))
                            .withSegmentBytes(segment.toBytes())
                            .withDisk(disk)),
                    limit);
        } catch (DamagedJournalException damaged) {
            throw new AuditStartException(
                    "The decision log is damaged: " + damaged.getMessage() + ".",
                    "Restore " + directory.resolve(FOLDER)
                            + " from a backup, or move it away (keep it: it may be evidence) together with the rest of "
                            + "the log to start a new one.",
                    damaged);
        } catch (JournalInUseException used) {
            throw new AuditStartException(
                    "The decision log in " + directory + " is in use by another process.",
                    "Stop the other gateway, or start this one with another data directory.",
                    used);
        } catch (IOException failed) {
            throw new AuditStartException(
                    "The decision log can't be opened (directory " + directory + ").",
                    "Check that the directory exists, that this user may write there, and that the disk has room.",
                    failed);
        }
    }

    Journal journal() {
        return journal;
    }

    TreeHead head() {
        return journal.head();
    }

    /**
     * Hands an entry in and doesn't wait for it.
     *
     * @return completes with its number once it is on disk
     * @throws AuditUnavailableException if it isn't taken
     */
    CompletableFuture<Long> append(String kind, Instant at, Json.ObjectValue body) {
        try {
            return journal.append(kind, at.truncatedTo(ChronoUnit.MICROS), body);
        } catch (JournalUnavailableException full) {
            throw new AuditUnavailableException("The decision log takes no more entries: too many wait", full);
        } catch (JsonFormatException unwritable) {
            throw new AuditUnavailableException("The entry can't be written in the log's form", unwritable);
        }
    }

    /**
     * Appends an entry and returns its number once it is on disk.
     *
     * @throws AuditUnavailableException if that couldn't be done within the limit; it may still come to be there later
     */
    long appendDurably(String kind, Instant at, Json.ObjectValue body) {
        CompletableFuture<Long> written = append(kind, at, body);
        try {
            return written.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new AuditUnavailableException("The decision log could not be written", failed);
        } catch (TimeoutException late) {
            throw new AuditUnavailableException(
                    "The decision log did not answer within " + limit.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("Waiting for the decision log was interrupted", interrupted);
        }
    }

    /** Everything that was handed in before is on disk when this returns, or was refused. */
    TreeHead settled() {
        try {
            if (!journal.settle(limit)) {
                throw new AuditUnavailableException(
                        "The decision log did not answer within " + limit.toMillis() + " ms", new TimeoutException());
            }
            return journal.head();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("Waiting for the decision log was interrupted", interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
