package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.SequenceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the rows of pruned entries out of the index, some at a time, so that nothing waits for long. Thread-safe. */
final class PrunedRows {

    private static final int BATCH = 500;

    private static final String DECISIONS =
            "select decision_id from log_entry where kind = :kind and sequence_number in (:sequences)";

    /** Whatever hangs on a decision goes with it, before it. */
    private static final List<String> OF_DECISIONS = List.of(
            "delete from outcome where decision_id in (:ids)",
            "delete from shadow_difference where decision_id in (:ids)",
            "delete from shadow_leaving where decision_id in (:ids)",
            "delete from decision where decision_id in (:ids)");

    private static final String OF_OUTCOMES = "delete from outcome where decision_id in (:ids)";

    private static final List<String> OF_ENTRIES = List.of(
            "delete from log_entry_term where sequence_number in (:sequences)",
            "delete from log_entry where sequence_number in (:sequences)");

    private final NamedParameterJdbcTemplate database;
    private final TransactionOperations transactions;

    PrunedRows(JdbcOperations database, TransactionOperations transactions) {
        this.database = new NamedParameterJdbcTemplate(database);
        this.transactions = transactions;
    }

    /** Removes the rows of these entries; where this fails half way, doing it again removes the rest. */
    void remove(SequenceSet entries) {
        PrimitiveIterator.OfLong numbers = entries.numbers().iterator();
        while (numbers.hasNext()) {
            List<Long> batch = new ArrayList<>();
            while (numbers.hasNext() && batch.size() < BATCH) {
                batch.add(numbers.nextLong());
            }
            transactions.executeWithoutResult(_ -> removeTogether(batch));
        }
    }

    private void removeTogether(List<Long> sequences) {
        MapSqlParameterSource of = new MapSqlParameterSource("sequences", sequences);
        List<String> outcomes = decisions(of, EntryBodies.OUTCOME);
        if (!outcomes.isEmpty()) {
            database.update(OF_OUTCOMES, new MapSqlParameterSource("ids", outcomes));
        }
        List<String> decisions = decisions(of, EntryBodies.DECISION);
        if (!decisions.isEmpty()) {
            OF_DECISIONS.forEach(delete -> database.update(delete, new MapSqlParameterSource("ids", decisions)));
        }
        OF_ENTRIES.forEach(delete -> database.update(delete, of));
    }

    private List<String> decisions(MapSqlParameterSource sequences, String kind) {
        List<String> ids = new ArrayList<>();
        RowCallbackHandler each = row -> ids.add(row.getString(1));
        database.query(DECISIONS, new MapSqlParameterSource(sequences.getValues()).addValue("kind", kind), each);
        return ids;
    }
}
