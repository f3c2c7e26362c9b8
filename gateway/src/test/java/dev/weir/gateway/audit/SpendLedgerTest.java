package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.Facts.Spend.Amounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums on the real log, compared with plain sums of what was appended. */
class SpendLedgerTest {

    private record Call(String team, Instant end, long cost) {}

    private final List<Call> calls = new ArrayList<>();
    private AuditTestContext context;
    private SpendSoFar ledger;

    @BeforeEach
    void open(@TempDir Path directory) {
        context = AuditTestContext.open(directory);
        ledger = context.bean(SpendSoFar.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void of_nothingSpent_zero() {
        assertThat(spend("web", Instant.parse("2026-11-22T12:00:00Z"))).isEqualTo(new Amounts(0, 0, 0));
    }

    @Test
    void of_callsBeforeEachBoundary_countInTheRightPeriods() {
        call("web", "2026-10-31T23:59:59.999999Z", 1);
        call("web", "2026-11-01T00:00:00Z", 10);
        call("web", "2026-11-21T23:59:59.999999Z", 100);
        call("web", "2026-11-22T00:00:00Z", 1_000);
        call("web", "2026-11-22T11:59:59.999999Z", 10_000);
        call("web", "2026-11-22T12:00:00Z", 100_000);
        call("web", "2026-11-22T12:29:00Z", 1_000_000);
        call("hr", "2026-11-22T12:29:00Z", 7);

        Instant at = Instant.parse("2026-11-22T12:30:00Z");
        assertThat(spend("web", at)).isEqualTo(new Amounts(1_100_000, 1_111_000, 1_111_110));
        Facts.Spend both = ledger.of("key_hr", "web", at).orElseThrow();
        assertThat(both.key()).isEqualTo(new Amounts(7, 7, 7));
        assertThat(both.gateway()).isEqualTo(new Amounts(1_100_007, 1_111_007, 1_111_117));
    }

    @Test
    void of_withinASecond_theSameReading_afterwardsANewOne() {
        Instant at = Instant.parse("2026-11-22T12:30:00Z");
        assertThat(spend("web", at).hour()).isZero();
        call("web", at.toString(), 5);

        assertThat(spend("web", at.plusMillis(999)).hour()).isZero();
        assertThat(spend("web", at.plusMillis(1000)).hour()).isEqualTo(5);
    }

    @Test
    void of_clockSetBack_readsAnew() {
        spend("web", Instant.parse("2026-12-01T00:30:00Z"));
        call("web", "2026-11-22T12:10:00Z", 5);

        assertThat(spend("web", Instant.parse("2026-11-22T12:30:00Z"))).isEqualTo(new Amounts(5, 5, 5));
    }

    @Test
    void of_monthsOfTraffic_equalsThePlainSum() {
        Random random = new Random(7);
        Instant now = Instant.parse("2026-11-29T22:00:00Z");
        for (int i = 0; i < 250; i++) {
            now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(60));
            if (random.nextBoolean()) {
                call(random.nextBoolean() ? "web" : "hr", now.toString(), random.nextInt(1_000));
            } else {
                Instant at = now.plusSeconds(2);
                now = at;
                assertThat(spend("web", at)).as("at %s", at).isEqualTo(expected("web", at));
            }
        }
    }

    private Amounts expected(String team, Instant at) {
        return new Amounts(
                plain(team, at.truncatedTo(ChronoUnit.HOURS)),
                plain(team, at.truncatedTo(ChronoUnit.DAYS)),
                plain(
                        team,
                        at.atZone(ZoneOffset.UTC)
                                .withDayOfMonth(1)
                                .truncatedTo(ChronoUnit.DAYS)
                                .toInstant()));
    }

    private long plain(String team, Instant since) {
        return calls.stream()
                .filter(call -> call.team().equals(team) && !call.end().isBefore(since))
                .mapToLong(Call::cost)
                .sum();
    }

    private Amounts spend(String team, Instant at) {
        return ledger.of("nobody", team, at).orElseThrow().team();
    }

    private void call(String team, String end, long cost) {
        String id = "dec_" + calls.size();
        calls.add(new Call(team, Instant.parse(end), cost));
        context.log().append(SampleDecisions.ofTeam(id, team));
        context.log()
                .append(new OutcomeEntry(
                        id,
                        Instant.parse(end),
                        "gpt-5-mini",
                        OutcomeEntry.Result.COMPLETED,
                        "stop",
                        10,
                        10,
                        cost,
                        0,
                        Duration.ZERO,
                        Duration.ZERO));
    }
}
