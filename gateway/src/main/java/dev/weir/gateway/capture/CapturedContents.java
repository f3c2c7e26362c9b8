package dev.weir.gateway.capture;

import dev.weir.gateway.capture.CapturedPart.State;
import dev.weir.policy.Capture;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.support.TransactionOperations;

/** Captured content in the decision log's database. Thread-safe; throws {@code DataAccessException} where that is away. */
final class CapturedContents {

    /** H2 takes no more than a mebibyte in one value. */
    private static final int PIECE = 1 << 19;

    private static final String COLUMNS =
            "content_number, decision_id, part, mode, sealed, subject, captured_at, stored_bytes, state";
    private static final String INSERT = """
            insert into captured_content (decision_id, part, mode, sealed, subject, captured_at, stored_bytes, state)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcOperations database;
    private final TransactionOperations transactions;

    CapturedContents(JdbcOperations database, TransactionOperations transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Adds one. Its number is given by the database. */
    void insert(CapturedPart content, byte[] stored) {
        transactions.executeWithoutResult(_ -> {
            database.update(
                    INSERT,
                    content.decisionId(),
                    content.part().name(),
                    content.mode().name(),
                    content.sealed(),
                    content.subject(),
                    content.capturedAt().atOffset(ZoneOffset.UTC),
                    content.bytes(),
                    content.state().name());
            long number =
                    find(content.decisionId(), content.part()).orElseThrow().number();
            for (int piece = 0; piece * PIECE < stored.length; piece++) {
                byte[] bytes = Arrays.copyOfRange(stored, piece * PIECE, Math.min(stored.length, (piece + 1) * PIECE));
                database.update(
                        "insert into captured_piece (content_number, piece, bytes) values (?, ?, ?)",
                        number,
                        piece,
                        bytes);
            }
        });
    }

    /** Takes one away without a trace: it isn't on record. */
    void remove(String decisionId, Part part) {
        transactions.executeWithoutResult(_ -> find(decisionId, part).ifPresent(content -> {
            database.update("delete from captured_piece where content_number = ?", content.number());
            database.update("delete from captured_content where content_number = ?", content.number());
        }));
    }

    /** All parts of a decision's content, the request first. */
    List<CapturedPart> of(String decisionId) {
        return database.query(
                "select " + COLUMNS + " from captured_content where decision_id = ? order by part desc",
                CapturedContents::part,
                decisionId);
    }

    private Optional<CapturedPart> find(String decisionId, Part part) {
        return of(decisionId).stream().filter(content -> content.part() == part).findFirst();
    }

    /** Content as it is stored; empty where it was removed. */
    byte[] stored(CapturedPart content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(content.bytes()));
        RowCallbackHandler each = row -> bytes.writeBytes(row.getBytes(1));
        database.query(
                "select bytes from captured_piece where content_number = ? order by piece", each, content.number());
        return bytes.toByteArray();
    }

    /** Contents that are kept, in the order of their numbers. */
    List<CapturedPart> keptAfter(long number, int limit) {
        return database.query(
                "select " + COLUMNS + " from captured_content where state = 'KEPT' and content_number > ?"
                        + " order by content_number limit " + limit,
                CapturedContents::part,
                number);
    }

    /** Contents that are kept from before a moment, oldest first. */
    List<CapturedPart> keptBefore(Instant moment, int limit) {
        return database.query(
                "select " + COLUMNS + " from captured_content where state = 'KEPT' and captured_at < ?"
                        + " order by captured_at limit " + limit,
                CapturedContents::part,
                moment.atOffset(ZoneOffset.UTC));
    }

    /** Contents of a subject that are kept. */
    List<CapturedPart> keptOf(String subject, int limit) {
        return database.query(
                "select " + COLUMNS + " from captured_content where subject = ? and state = 'KEPT' limit " + limit,
                CapturedContents::part,
                subject);
    }

    /** Removes contents in one transaction, and leaves a note of what became of them. */
    void drop(List<CapturedPart> contents, State state) {
        transactions.executeWithoutResult(_ -> contents.forEach(content -> {
            database.update("delete from captured_piece where content_number = ?", content.number());
            database.update(
                    "update captured_content set state = ? where content_number = ?", state.name(), content.number());
        }));
    }

    /** Where a subject's key lies; empty where it has none. */
    Optional<Long> slot(String subject) {
        return database
                .query("select slot from captured_subject where subject = ?", (row, _) -> row.getLong(1), subject)
                .stream()
                .findFirst();
    }

    /** Remembers where a subject's key lies from now on. */
    void place(String subject, long slot) {
        transactions.executeWithoutResult(_ -> {
            forget(subject);
            database.update("insert into captured_subject (subject, slot) values (?, ?)", subject, slot);
        });
    }

    void forget(String subject) {
        database.update("delete from captured_subject where subject = ?", subject);
    }

    /** Subjects that have a key and no content. */
    List<String> idleSubjects(int limit) {
        return database.query(
                "select s.subject from captured_subject s where not exists (select 1 from captured_content c"
                        + " where c.subject = s.subject and c.state = 'KEPT') limit " + limit,
                (row, _) -> row.getString(1));
    }

    private static CapturedPart part(ResultSet row, int index) throws SQLException {
        return new CapturedPart(
                row.getLong("content_number"),
                row.getString("decision_id"),
                Part.valueOf(row.getString("part")),
                Capture.valueOf(row.getString("mode")),
                row.getBoolean("sealed"),
                row.getString("subject"),
                row.getObject("captured_at", OffsetDateTime.class).toInstant(),
                row.getLong("stored_bytes"),
                State.valueOf(row.getString("state")));
    }
}
