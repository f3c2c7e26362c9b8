package dev.weir.gateway.audit;

import dev.weir.policy.Facts;
import dev.weir.policy.Facts.Spend.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Sums what the outcomes say that cloud calls have cost. A reading serves for a second.
 *
 * <p>Outcomes older than {@link #CLOSED} don't change any more, since an outcome is written within seconds of its end or
 * not at all. They are summed once, into one bucket an hour; only what is younger is read at every reading. A call that
 * still runs has cost nothing yet.
 *
 * <p>Thread-safe: one thread reads, the others wait for it.
 */
final class SpendLedger implements SpendSoFar {

    private static final Logger LOG = LoggerFactory.getLogger(SpendLedger.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration CLOSED = Duration.ofMinutes(2);

    /** Sums by key within a span of time. {@code outcome_by_end} serves it. */
    private static final String SUMS = """
            select d.key_id, d.team, sum(o.cost_micro_usd)
            from outcome o join decision d on d.decision_id = o.decision_id
            where o.ended_at >= ? and o.ended_at < ? and o.cost_micro_usd > 0
            group by d.key_id, d.team
            """;

    private final JdbcOperations database;
    private final Runnable catchUp;
    private final TreeMap<Instant, Map<Payer, Long>> closed = new TreeMap<>();
    private Instant closedUntil = Instant.EPOCH;
    private Reading last = new Reading(Instant.EPOCH, Instant.EPOCH, Map.of());

    private record Payer(String keyId, String team) {}

    /** Sums as they were at a moment, and the hour that they are of. */
    private record Reading(Instant at, Instant hour, Map<Payer, Amounts> byPayer) {
        boolean serves(Instant moment) {
            return hour.equals(hourOf(moment)) && moment.isBefore(at.plus(FRESH));
        }
    }

    /**
     * A ledger that has read nothing yet.
     *
     * @param catchUp returns once the tables have every outcome, or throws {@link AuditUnavailableException}
     */
    SpendLedger(JdbcOperations database, Runnable catchUp) {
        this.database = database;
        this.catchUp = catchUp;
    }

    @Override
    public synchronized Optional<Facts.Spend> of(String keyId, String team, Instant at) {
        try {
            if (at.isBefore(last.at().minus(CLOSED))) {
                startAnew();
            }
            // A request that came just before a reading was taken is content with it.
            Instant moment = later(at, last.at());
            if (!last.serves(moment)) {
                catchUp.run();
                last = read(moment);
            }
            return Optional.of(new Facts.Spend(
                    total(payer -> payer.keyId().equals(keyId)),
                    total(payer -> payer.team().equals(team)),
                    total(_ -> true)));
        } catch (DataAccessException | AuditUnavailableException failed) {
            LOG.error("what cloud calls have cost can't be read; conditions on it fail", failed);
            return Optional.empty();
        }
    }

    /** The clock was set back: what was closed may not be so any more. */
    private void startAnew() {
        closed.clear();
        closedUntil = Instant.EPOCH;
        last = new Reading(Instant.EPOCH, Instant.EPOCH, Map.of());
    }

    private Amounts total(Predicate<Payer> who) {
        return last.byPayer().entrySet().stream()
                .filter(entry -> who.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(new Amounts(0, 0, 0), SpendLedger::plus);
    }

    private Reading read(Instant at) {
        Instant hour = hourOf(at);
        Instant day = at.truncatedTo(ChronoUnit.DAYS);
        Instant month = at.atZone(ZoneOffset.UTC)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        close(month, day, at.minus(CLOSED).truncatedTo(ChronoUnit.MINUTES));
        Map<Payer, Amounts> sums = new HashMap<>();
        closed.tailMap(month).forEach((start, costs) -> add(sums, costs, start, hour, day));
        // The open minutes may lie on both sides of a full hour.
        for (Instant from = later(closedUntil, month);
                from.isBefore(hour);
                from = hourOf(from).plus(1, ChronoUnit.HOURS)) {
            add(sums, sums(from, hourOf(from).plus(1, ChronoUnit.HOURS)), hourOf(from), hour, day);
        }
        add(sums, sums(later(closedUntil, hour), Instant.parse("9999-01-01T00:00:00Z")), hour, hour, day);
        return new Reading(at, hour, sums);
    }

    /** Sums what no longer changes: the days before today at once, then hour by hour. */
    private void close(Instant month, Instant day, Instant until) {
        closed.headMap(month).clear();
        Instant from = later(closedUntil, month);
        while (from.isBefore(until)) {
            Instant bucket = from.isBefore(day) ? month : hourOf(from);
            Instant end = from.isBefore(day) ? day : bucket.plus(1, ChronoUnit.HOURS);
            Instant to = end.isBefore(until) ? end : until;
            Map<Payer, Long> costs = sums(from, to);
            Map<Payer, Long> kept = closed.computeIfAbsent(bucket, _ -> new HashMap<>());
            costs.forEach((payer, cost) -> kept.merge(payer, cost, Long::sum));
            closedUntil = to;
            from = to;
        }
    }

    private Map<Payer, Long> sums(Instant from, Instant to) {
        Map<Payer, Long> sums = new HashMap<>();
        database.query(
                SUMS,
                row -> {
                    sums.put(new Payer(row.getString(1), row.getString(2)), row.getLong(3));
                },
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC));
        return sums;
    }

    private static void add(
            Map<Payer, Amounts> sums, Map<Payer, Long> costs, Instant start, Instant hour, Instant day) {
        costs.forEach((payer, cost) -> sums.merge(
                payer,
                new Amounts(start.isBefore(hour) ? 0 : cost, start.isBefore(day) ? 0 : cost, cost),
                SpendLedger::plus));
    }

    private static Amounts plus(Amounts one, Amounts other) {
        return new Amounts(one.hour() + other.hour(), one.day() + other.day(), one.month() + other.month());
    }

    private static Instant hourOf(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
