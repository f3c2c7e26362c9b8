package dev.weir.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.gateway.audit.AuditTestContext;
import dev.weir.gateway.audit.AuditWriter;
import dev.weir.gateway.budget.Budgets.Answer;
import dev.weir.gateway.budget.Budgets.Booking;
import dev.weir.gateway.budget.Budgets.Standing;
import dev.weir.policy.Effect;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.Budget.Period;
import dev.weir.policy.rules.Budget.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What budgets promise, on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BudgetsContract {

    private static final Instant NOON = Instant.parse("2026-11-22T12:30:00Z");
    private static final Budget GATEWAY_DAY = new Budget(Scope.GATEWAY, Period.DAY, 1_000, Effect.LOCAL_ONLY);
    private static final Budget TEAM_HOUR = new Budget(Scope.TEAM, Period.HOUR, 1_000, Effect.BLOCK);
    private static final Budget KEY_MONTH = new Budget(Scope.KEY, Period.MONTH, 1_000, Effect.LOCAL_ONLY);

    private final AtomicLong decisions = new AtomicLong();
    private Path directory;
    private AuditTestContext context;
    private JdbcBudgets budgets;

    /** Settings that say which database. */
    abstract String[] database(Path directory) throws Exception;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        this.directory = directory;
        start(database(directory));
    }

    @BeforeEach
    void empty() {
        JdbcTemplate database = new JdbcTemplate(context.bean(HikariDataSource.class));
        database.update("delete from budget_account");
        database.update("delete from budget_reservation");
        budgets = another();
    }

    private void start(String... settings) {
        context = AuditTestContext.open(directory, settings);
    }

    @AfterAll
    void close() {
        context.close();
    }

    /** As another node on the same database would have it. */
    private JdbcBudgets another() {
        return new JdbcBudgets(
                new JdbcTemplate(context.bean(HikariDataSource.class)),
                new TransactionTemplate(context.bean(PlatformTransactionManager.class)),
                context.bean(AuditWriter.class));
    }

    private String decision() {
        return "dec_" + decisions.incrementAndGet();
    }

    private Answer reserve(String decision, String key, String team, Instant at, long most, Budget... limits) {
        return budgets.reserve(new Booking(decision, key, team, at, most, List.of(limits)));
    }

    private Answer reserve(long most, Budget... limits) {
        return reserve(decision(), "key_a", "web", NOON, most, limits);
    }

    private Standing standing(Budget budget, Instant at) {
        List<Standing> all = budgets.standings(List.of(budget), at);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void reserve_upToTheLimit_fits_oneMicroUsdMore_doesNot() {
        assertThat(reserve(999, GATEWAY_DAY)).isInstanceOf(Answer.Reserved.class);
        assertThat(reserve(2, GATEWAY_DAY))
                .isEqualTo(new Answer.Spent(GATEWAY_DAY, Instant.parse("2026-11-23T00:00:00Z")));
        assertThat(reserve(1, GATEWAY_DAY)).isInstanceOf(Answer.Reserved.class);

        assertThat(standing(GATEWAY_DAY, NOON).reservedMicroUsd()).isEqualTo(1_000);
        assertThat(standing(GATEWAY_DAY, NOON).leftMicroUsd()).isZero();
    }

    @Test
    void settle_cheaper_makesRoom_twice_countsOnce() {
        String decision = decision();
        reserve(decision, "key_a", "web", NOON, 1_000, GATEWAY_DAY);

        budgets.settle(decision, 10);
        budgets.settle(decision, 500);
        budgets.settle("dec_nobody", 500);

        assertThat(standing(GATEWAY_DAY, NOON))
                .isEqualTo(new Standing(
                        GATEWAY_DAY,
                        "gateway",
                        Instant.parse("2026-11-22T00:00:00Z"),
                        Instant.parse("2026-11-23T00:00:00Z"),
                        10,
                        0));
        assertThat(reserve(990, GATEWAY_DAY)).isInstanceOf(Answer.Reserved.class);
    }

    @Test
    void reserve_eachHolderAndPeriod_onItsOwn() {
        reserve(decision(), "key_a", "web", NOON, 1_000);

        assertThat(reserve(decision(), "key_a", "hr", NOON, 1, KEY_MONTH)).isInstanceOf(Answer.Spent.class);
        assertThat(reserve(decision(), "key_b", "hr", NOON, 1, KEY_MONTH)).isInstanceOf(Answer.Reserved.class);
        assertThat(reserve(decision(), "key_b", "web", NOON, 1, TEAM_HOUR)).isInstanceOf(Answer.Spent.class);
        assertThat(reserve(decision(), "key_b", "web", NOON.plusSeconds(1_799), 1, TEAM_HOUR))
                .isInstanceOf(Answer.Spent.class);
        assertThat(reserve(decision(), "key_b", "web", NOON.plusSeconds(1_800), 1, TEAM_HOUR))
                .isInstanceOf(Answer.Reserved.class);
        assertThat(reserve(decision(), "key_a", "web", Instant.parse("2026-12-01T00:00:00Z"), 1, KEY_MONTH))
                .isInstanceOf(Answer.Reserved.class);
    }

    @Test
    void reserve_severalSpent_theStrictestThenTheLongestSpeaks() {
        reserve(1_000);
        Budget blockingDay = new Budget(Scope.KEY, Period.DAY, 500, Effect.BLOCK);

        assertThat(reserve(1, GATEWAY_DAY, TEAM_HOUR, blockingDay, KEY_MONTH))
                .isEqualTo(new Answer.Spent(blockingDay, Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void settle_afterItsHourIsOver_countsInTheHourItWasReservedIn() {
        String decision = decision();
        reserve(decision, "key_a", "web", NOON, 1_000, TEAM_HOUR);
        Instant later = NOON.plusSeconds(3_600);
        reserve(decision(), "key_a", "web", later, 100, TEAM_HOUR);

        budgets.settle(decision, 700);

        assertThat(standing(TEAM_HOUR, NOON).spentMicroUsd()).isEqualTo(700);
        assertThat(standing(TEAM_HOUR, later).spentMicroUsd()).isZero();
        assertThat(standing(TEAM_HOUR, later).reservedMicroUsd()).isEqualTo(100);
    }

    @Test
    void reserve_budgetThatComesLater_knowsWhatWasSpentBefore() {
        String decision = decision();
        reserve(decision, "key_a", "web", NOON, 900);
        budgets.settle(decision, 800);

        assertThat(reserve(201, KEY_MONTH)).isInstanceOf(Answer.Spent.class);
        assertThat(reserve(200, KEY_MONTH)).isInstanceOf(Answer.Reserved.class);
    }

    @Test
    void reserve_neverSettled_countsAfterARestart() throws Exception {
        String decision = decision();
        reserve(decision, "key_a", "web", NOON, 1_000, GATEWAY_DAY);
        context.close();
        start(database(directory));
        budgets = another();

        assertThat(reserve(1, GATEWAY_DAY)).isInstanceOf(Answer.Spent.class);

        budgets.settle(decision, 999);
        assertThat(reserve(1, GATEWAY_DAY)).isInstanceOf(Answer.Reserved.class);
    }

    @Test
    void reserve_periodsLongPast_areForgotten() {
        reserve(1);
        Instant muchLater = NOON.plusSeconds(500L * 24 * 3_600);
        reserve(decision(), "key_a", "web", muchLater, 1);

        assertThat(budgets.standings(List.of(GATEWAY_DAY, TEAM_HOUR, KEY_MONTH), NOON))
                .isEmpty();
        assertThat(budgets.standings(List.of(GATEWAY_DAY, TEAM_HOUR, KEY_MONTH), muchLater))
                .hasSize(3);
    }

    /** Two nodes, many callers, costs up to what was reserved: whatever the order, no limit is ever passed. */
    @Test
    void reserve_manyAtOnceOnTwoNodes_neverOver_andExactWhereNothingComesBack() throws Exception {
        List<JdbcBudgets> nodes = List.of(budgets, another());
        Budget exact = new Budget(Scope.GATEWAY, Period.DAY, 100 * 7 + 6, Effect.LOCAL_ONLY);
        AtomicLong reserved = new AtomicLong();
        AtomicLong seenOver = new AtomicLong();
        Random seeds = new Random(3);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                boolean settles = seeds.nextBoolean();
                done.add(callers.submit(() -> {
                    go.await();
                    String decision = "dec_many_" + number;
                    JdbcBudgets node = nodes.get(number % 2);
                    Answer answer =
                            node.reserve(new Booking(decision, "key_" + number % 5, "web", NOON, 7, List.of(exact)));
                    if (answer instanceof Answer.Reserved) {
                        reserved.incrementAndGet();
                        if (settles) {
                            node.settle(decision, 7);
                        }
                    }
                    Standing now = node.standings(List.of(exact), NOON).getFirst();
                    if (now.spentMicroUsd() + now.reservedMicroUsd() > exact.limitMicroUsd()) {
                        seenOver.incrementAndGet();
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> one : done) {
                one.get();
            }
        }

        assertThat(reserved).hasValue(100);
        assertThat(seenOver).hasValue(0);
        assertThat(standing(exact, NOON).leftMicroUsd()).isEqualTo(6);
    }
}
