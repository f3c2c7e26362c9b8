package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonFormatException;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.auditlog.records.HoldRecord;
import dev.weir.auditlog.records.HoldScope;
import dev.weir.auditlog.records.OpenHolds;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.gateway.audit.EntryBodies.Read;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.Lock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Legal holds: what must not be removed, whatever its age. Which are in force is read from the journal's own entries each
 * time; where that fails, it can't be told, and nothing is removed. Thread-safe.
 */
public final class LegalHolds {

    private final LogRecord record;
    private final IndexKeeper index;
    private final JdbcOperations database;
    private final LogNotes notes;
    private final AuditTrail trail;

    /** Held while holds change, and while something is removed. */
    private final Lock lock;

    LegalHolds(
            LogRecord record, IndexKeeper index, JdbcOperations database, LogNotes notes, AuditTrail trail, Lock lock) {
        this.record = record;
        this.index = index;
        this.database = database;
        this.notes = notes;
        this.trail = trail;
        this.lock = lock;
    }

    /**
     * A hold in force.
     *
     * @param id number of the entry that placed it
     * @param keyId who placed it
     * @param reason empty where none was given, or its text is lost
     */
    public record Hold(long id, Instant at, String keyId, HoldScope scope, String reason) {}

    /**
     * Places a hold, and returns its id once it is on record and in force.
     *
     * @throws AuditUnavailableException if it can't be put on record
     */
    public long place(String keyId, HoldScope scope, String reason) {
        lock.lock();
        try {
            notes.keep(reason);
            return trail.record(new AuditEvent.HoldPlaced(keyId, scope, reason));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Releases a hold, and returns whether it was in force.
     *
     * @throws AuditUnavailableException if that can't be put on record
     */
    public boolean release(String keyId, long hold, String reason) {
        lock.lock();
        try {
            if (!inForce().containsKey(hold)) {
                return false;
            }
            notes.keep(reason);
            trail.record(new AuditEvent.HoldReleased(keyId, hold, reason));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Holds in force, oldest first.
     *
     * @throws AuditUnavailableException if they can't be read
     */
    public List<Hold> list() {
        List<Hold> holds = new ArrayList<>();
        inForce().forEach((id, scope) -> {
            Json.ObjectValue whole = whole(entry(id));
            Read body = Read.of(whole.object("body"));
            holds.add(new Hold(
                    id,
                    Instant.parse(whole.text("at")),
                    body.text("key"),
                    scope,
                    notes.find(body.textOrEmpty("noteFingerprint"))));
        });
        return holds;
    }

    /**
     * Scopes of the holds in force, by id.
     *
     * @throws AuditUnavailableException if they can't be read
     */
    SortedMap<Long, HoldScope> inForce() {
        index.catchUp();
        OpenHolds open = new OpenHolds();
        try {
            for (long sequence : database.queryForList(
                    "select sequence_number from log_entry where kind = ? order by sequence_number",
                    Long.class,
                    SelfRecords.HOLD)) {
                open.take(sequence, HoldRecord.parse(whole(entry(sequence)).object("body")));
            }
            return open.scopes();
        } catch (DataAccessException | IllegalArgumentException | JsonFormatException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private LogEntry entry(long sequence) {
        try {
            Optional<LogEntry> entry = record.journal().read(sequence);
            return entry.orElseThrow(
                    () -> unreadable(new IllegalStateException("entry " + sequence + ", a hold, was pruned")));
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private static Json.ObjectValue whole(LogEntry entry) {
        if (JsonReader.read(entry.text()) instanceof Json.ObjectValue whole) {
            return whole;
        }
        throw new JsonFormatException("an entry is an object");
    }

    private static AuditUnavailableException unreadable(Exception cause) {
        return new AuditUnavailableException("The holds in force can't be read, so nothing is removed", cause);
    }
}
