package dev.weir.gateway.audit;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import dev.weir.policy.replay.Destination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** The shadow's differences in the decision log's database: one transaction each. Thread-safe. */
final class JdbcShadowLog implements ShadowLog {

    private static final String SEPARATOR = ">";
    private static final String INSERT = """
            insert into shadow_difference (decision_id, compared_at, active_number, shadow_number, movement, effect,
                preference, json_format, deciding_rules_json, target_effects_json) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_LEAVING =
            "insert into shadow_leaving (decision_id, shadow_number, entity, findings, in_clear) values (?, ?, ?, ?, ?)";
    private static final String MOVEMENTS = """
            select movement, count(*) from shadow_difference where shadow_number = ?
            group by movement order by count(*) desc, movement
            """;
    private static final String EXPOSURES = """
            select entity, count(*), sum(findings), sum(in_clear) from shadow_leaving where shadow_number = ?
            group by entity order by sum(findings) + sum(in_clear) desc, entity
            """;

    private final JdbcOperations database;
    private final TransactionOperations transactions;
    private final AuditWriter writer;
    private final EntryJson json = new EntryJson();

    JdbcShadowLog(JdbcOperations database, TransactionOperations transactions, AuditWriter writer) {
        this.database = database;
        this.transactions = transactions;
        this.writer = writer;
    }

    @Override
    public void append(ShadowDifference difference) {
        writer.commit(() -> transactions.executeWithoutResult(_ -> insert(difference)));
    }

    private void insert(ShadowDifference difference) {
        database.update(
                INSERT,
                difference.decisionId(),
                difference.at().atOffset(ZoneOffset.UTC),
                difference.activeNumber(),
                difference.shadowNumber(),
                written(difference.from()) + SEPARATOR + written(difference.to()),
                difference.effect().name(),
                difference.preference().name(),
                EntryJson.FORMAT,
                json.rules(difference.decidingRules()),
                json.effects(difference.targetEffects()));
        TreeSet<String> entities = new TreeSet<>(difference.newlyLeaving().keySet());
        entities.addAll(difference.newlyInTheClear().keySet());
        for (String entity : entities) {
            database.update(
                    INSERT_LEAVING,
                    difference.decisionId(),
                    difference.shadowNumber(),
                    entity,
                    difference.newlyLeaving().getOrDefault(entity, 0),
                    difference.newlyInTheClear().getOrDefault(entity, 0));
        }
    }

    @Override
    public Optional<ShadowDifference> find(String decisionId) {
        return read(() -> {
            Map<String, Integer> leaving = new HashMap<>();
            Map<String, Integer> inTheClear = new HashMap<>();
            database.query(
                    "select entity, findings, in_clear from shadow_leaving where decision_id = ?",
                    row -> {
                        putPositive(leaving, row.getString(1), row.getInt(2));
                        putPositive(inTheClear, row.getString(1), row.getInt(3));
                    },
                    decisionId);
            return database
                    .query(
                            "select * from shadow_difference where decision_id = ? order by sequence_number desc",
                            (row, _) -> difference(row, leaving, inTheClear),
                            decisionId)
                    .stream()
                    .findFirst();
        });
    }

    @Override
    public Summary summary(int shadowNumber) {
        return read(() -> new Summary(
                database.query(
                        MOVEMENTS,
                        (row, _) -> {
                            String[] way = row.getString(1).split(SEPARATOR, 2);
                            return new Movement(destination(way[0]), destination(way[1]), row.getLong(2));
                        },
                        shadowNumber),
                database.query(
                        EXPOSURES,
                        (row, _) -> new Exposure(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        shadowNumber)));
    }

    private ShadowDifference difference(ResultSet row, Map<String, Integer> leaving, Map<String, Integer> inTheClear)
            throws SQLException {
        EntryJson.requireKnown(row.getInt("json_format"));
        String[] way = row.getString("movement").split(SEPARATOR, 2);
        return new ShadowDifference(
                row.getString("decision_id"),
                row.getObject("compared_at", OffsetDateTime.class).toInstant(),
                row.getInt("active_number"),
                row.getInt("shadow_number"),
                destination(way[0]),
                destination(way[1]),
                Effect.valueOf(row.getString("effect")),
                Preference.valueOf(row.getString("preference")),
                json.rules(row.getString("deciding_rules_json")),
                json.effects(row.getString("target_effects_json")),
                leaving,
                inTheClear);
    }

    private static void putPositive(Map<String, Integer> counts, String entity, int count) {
        if (count > 0) {
            counts.put(entity, count);
        }
    }

    private static String written(Destination destination) {
        return destination.name().toLowerCase(Locale.ROOT);
    }

    private static Destination destination(String written) {
        return Destination.valueOf(written.toUpperCase(Locale.ROOT));
    }

    private static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException failed) {
            throw new AuditUnavailableException("The shadow's differences could not be read", failed);
        }
    }
}
