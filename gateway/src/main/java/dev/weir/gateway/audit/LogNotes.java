package dev.weir.gateway.audit;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * What people write beside an entry. The entry has its length and fingerprint; the text stays in the database, where it can be
 * removed. Thread-safe.
 */
final class LogNotes {

    private final JdbcOperations database;
    private final LogKey key;

    LogNotes(JdbcOperations database, LogKey key) {
        this.database = database;
        this.key = key;
    }

    /**
     * Keeps a text that an entry is about to name.
     *
     * @throws AuditUnavailableException if it can't be kept
     */
    void keep(String note) {
        if (note.isEmpty()) {
            return;
        }
        String fingerprint = key.fingerprint(note);
        try {
            database.update(
                    "insert into log_note (fingerprint, note) select ?, ?"
                            + " where not exists (select 1 from log_note where fingerprint = ?)",
                    fingerprint,
                    note,
                    fingerprint);
        } catch (DataAccessException failed) {
            throw new AuditUnavailableException("The reason could not be kept", failed);
        }
    }

    /** The text of a fingerprint; empty where it isn't there any more. */
    String find(String fingerprint) {
        try {
            return database
                    .query("select note from log_note where fingerprint = ?", (row, _) -> row.getString(1), fingerprint)
                    .stream()
                    .findFirst()
                    .orElse("");
        } catch (DataAccessException failed) {
            throw new AuditUnavailableException("The reason could not be read", failed);
        }
    }
}
