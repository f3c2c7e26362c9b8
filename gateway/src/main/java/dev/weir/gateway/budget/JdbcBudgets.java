package dev.weir.gateway.budget;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.AuditWriter;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.Budget.Period;
import dev.weir.policy.rules.Budget.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Budgets in the decision log's database. Thread-safe.
 *
 * <p>A call counts in nine accounts: key, team and gateway, each by hour, day and month. Setting aside and settling are
 * one transaction each, which first locks the gateway's account of the month. So they follow one upon the other, on all
 * nodes, and none can wait for another in a circle. What is set aside without being settled stays in the accounts:
 * after a crash it counts as spent.
 */
final class JdbcBudgets implements Budgets {

    /** How long accounts of a period are kept after it began; longer than a call can take. */
    private static final Map<Period, Duration> KEPT = Map.of(
            Period.HOUR, Duration.ofDays(2), Period.DAY, Duration.ofDays(40), Period.MONTH, Duration.ofDays(400));

    private static final Duration RESERVATIONS_KEPT = Duration.ofDays(400);

    private static final String OPEN = """
            insert into budget_account (account_id, scope, holder, period, period_start, spent_micro_usd, reserved_micro_usd)
            select ?, ?, ?, ?, ?, 0, 0 where not exists (select 1 from budget_account where account_id = ?)
            """;
    private static final String LOCK = "select account_id from budget_account where account_id = ? for update";
    private static final String RESERVE =
            "update budget_account set reserved_micro_usd = reserved_micro_usd + ? where account_id in (%s)";
    private static final String SETTLE = """
            update budget_account set reserved_micro_usd = reserved_micro_usd - ?, spent_micro_usd = spent_micro_usd + ?
            where account_id in (%s)
            """;
    private static final String INSERT = """
            insert into budget_reservation (decision_id, key_id, team, reserved_at, most_micro_usd) values (?, ?, ?, ?, ?)
            """;
    private static final String FIND =
            "select key_id, team, reserved_at, most_micro_usd from budget_reservation where decision_id = ?";

    private final JdbcOperations database;
    private final TransactionOperations transactions;
    private final AuditWriter writer;
    /** Accounts that are known to be there: a row is never taken away while its period lasts. */
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    private record Reservation(String keyId, String team, Instant at, long mostMicroUsd) {}

    JdbcBudgets(JdbcOperations database, TransactionOperations transactions, AuditWriter writer) {
        this.database = database;
        this.transactions = transactions;
        this.writer = writer;
    }

    @Override
    public Answer reserve(Booking booking) {
        CompletableFuture<Answer> given = new CompletableFuture<>();
        writer.commit(() -> {
            List<Account> accounts = Account.all(booking.keyId(), booking.team(), booking.at());
            open(accounts, booking.at());
            given.complete(Objects.requireNonNull(transactions.execute(_ -> reserve(booking, accounts))));
        });
        Answer answer = given.join();
        if (answer instanceof Answer.Reserved) {
            // Nothing more to write: what is committed has to reach the disk. A refusal needn't.
            writer.commitDurably(() -> booking);
        }
        return answer;
    }

    private Answer reserve(Booking booking, List<Account> accounts) {
        lock(Account.mutex(booking.at()));
        List<String> ids = accounts.stream().map(Account::id).toList();
        if (!booking.limits().isEmpty()) {
            Optional<Budget> spent = firstSpent(booking, accounts, taken(ids));
            if (spent.isPresent()) {
                return new Answer.Spent(spent.get(), Account.end(spent.get().period(), booking.at()));
            }
        }
        update(RESERVE, ids, booking.mostMicroUsd());
        database.update(
                INSERT,
                booking.decisionId(),
                booking.keyId(),
                booking.team(),
                utc(booking.at()),
                booking.mostMicroUsd());
        return new Answer.Reserved();
    }

    /** The strictest of those that it doesn't fit into; of equally strict ones the one that lasts longest. */
    private static Optional<Budget> firstSpent(Booking booking, List<Account> accounts, Map<String, Long> taken) {
        return booking.limits().stream()
                .filter(budget -> accounts.stream()
                        .filter(account -> account.scope() == budget.scope() && account.period() == budget.period())
                        .anyMatch(account ->
                                taken.getOrDefault(account.id(), 0L) > budget.limitMicroUsd() - booking.mostMicroUsd()))
                .max(Comparator.comparing(Budget::whenSpent).thenComparing(Budget::period));
    }

    private Map<String, Long> taken(List<String> ids) {
        Map<String, Long> taken = new HashMap<>();
        database.query(
                "select account_id, spent_micro_usd + reserved_micro_usd from budget_account where account_id in (%s)"
                        .formatted(marks(ids)),
                row -> {
                    taken.put(row.getString(1), row.getLong(2));
                },
                ids.toArray());
        return taken;
    }

    @Override
    public void settle(String decisionId, long costMicroUsd) {
        writer.commit(() ->
                transactions.executeWithoutResult(_ -> find(decisionId).ifPresent(found -> {
                    lock(Account.mutex(found.at()));
                    // Whoever takes the row away has settled it; another one finds none.
                    if (database.update("delete from budget_reservation where decision_id = ?", decisionId) == 1) {
                        List<String> ids = Account.all(found.keyId(), found.team(), found.at()).stream()
                                .map(Account::id)
                                .toList();
                        update(SETTLE, ids, found.mostMicroUsd(), costMicroUsd);
                    }
                })));
    }

    private Optional<Reservation> find(String decisionId) {
        return database
                .query(
                        FIND,
                        (row, _) -> new Reservation(
                                row.getString(1),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getLong(4)),
                        decisionId)
                .stream()
                .findFirst();
    }

    private void lock(Account account) {
        if (database.queryForList(LOCK, String.class, account.id()).isEmpty()) {
            throw new IllegalStateException("there is no account " + account.period() + " of the gateway to lock");
        }
    }

    private void update(String sql, List<String> ids, Object... first) {
        List<Object> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(ids);
        database.update(sql.formatted(marks(ids)), arguments.toArray());
    }

    /** Makes rows for accounts that have none, each in a transaction of its own: nodes may do so at once. */
    private void open(List<Account> accounts, Instant at) {
        for (Account account : accounts) {
            if (opened.contains(account.id())) {
                continue;
            }
            try {
                database.update(
                        OPEN,
                        account.id(),
                        Account.word(account.scope()),
                        account.holder(),
                        Account.word(account.period()),
                        utc(account.from()),
                        account.id());
            } catch (DuplicateKeyException there) {
                // Another one was faster.
            }
            if (account.scope() == Scope.GATEWAY && account.period() == Period.HOUR) {
                // Once an hour, and first of all accounts.
                opened.clear();
                forgetOld(at);
            }
            opened.add(account.id());
        }
    }

    private void forgetOld(Instant at) {
        KEPT.forEach((period, kept) -> database.update(
                "delete from budget_account where period = ? and period_start < ?",
                Account.word(period),
                utc(at.minus(kept))));
        database.update("delete from budget_reservation where reserved_at < ?", utc(at.minus(RESERVATIONS_KEPT)));
    }

    @Override
    public List<Standing> standings(List<Budget> budgets, Instant at) {
        try {
            List<Standing> standings = new ArrayList<>();
            for (Budget budget : budgets) {
                standings.addAll(standings(budget, at));
            }
            return List.copyOf(standings);
        } catch (DataAccessException | TransactionException failed) {
            throw new AuditUnavailableException("What is left of the budgets could not be read", failed);
        }
    }

    private List<Standing> standings(Budget budget, Instant at) {
        return database.query(
                """
                select holder, spent_micro_usd, reserved_micro_usd from budget_account
                where scope = ? and period = ? and period_start = ? order by holder
                """,
                (row, _) -> new Standing(
                        budget,
                        row.getString(1),
                        Account.start(budget.period(), at),
                        Account.end(budget.period(), at),
                        row.getLong(2),
                        row.getLong(3)),
                Account.word(budget.scope()),
                Account.word(budget.period()),
                utc(Account.start(budget.period(), at)));
    }

    private static String marks(List<String> ids) {
        return String.join(", ", Collections.nCopies(ids.size(), "?"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
