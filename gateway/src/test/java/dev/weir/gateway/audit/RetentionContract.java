package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.records.HoldScope;
import dev.weir.auditlog.records.RetentionRecord.Removed;
import dev.weir.auditlog.verify.Bundle;
import dev.weir.auditlog.verify.Verification;
import dev.weir.policy.Facts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What removing entries promises, whatever database the index is in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RetentionContract {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final int CALLS = 12;
    private static final HoldScope EVERYTHING = scope(Optional.empty(), Optional.empty());

    private Path directory = Path.of("unset");
    private List<String> database = List.of();
    private AuditTestContext context;

    /** Settings of a database of its own; each call gives another one. */
    abstract List<String> database();

    @BeforeEach
    void open(@TempDir Path own) {
        directory = own;
        database = database();
        context = reopen();
        for (int call = 0; call < CALLS; call++) {
            String id = "dec_" + call;
            context.log().append(SampleDecisions.ofTeam(id, call % 2 == 0 ? "web" : "hr"));
            context.log().append(ended(id, call));
            // one frame for each call, so that there are segments to close
            context.bean(LogRecord.class).settled();
        }
    }

    @AfterEach
    void close() {
        context.close();
    }

    private AuditTestContext reopen() {
        List<String> settings = new ArrayList<>(database);
        settings.add("weir.audit.segment-size=4KB");
        return AuditTestContext.open(directory, settings.toArray(String[]::new));
    }

    private static OutcomeEntry ended(String id, long cost) {
        return new OutcomeEntry(
                id,
                SampleDecisions.NOON,
                "gpt-5-mini",
                OutcomeEntry.Result.COMPLETED,
                "stop",
                1,
                1,
                cost,
                0,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static HoldScope scope(Optional<String> team, Optional<String> decision) {
        return new HoldScope(Optional.empty(), Optional.empty(), team, Optional.empty(), decision);
    }

    /** A pruner that keeps calls for a year, as if it were so long after the last of them. */
    private Pruner pruner(Duration later, LogFollower... followers) {
        JdbcTemplate tables = tables();
        Instant now = SampleDecisions.NOON.plus(later);
        return new Pruner(
                context.bean(LogRecord.class),
                context.bean(CheckpointKeeper.class),
                RetentionRules.of(Map.of("decision", YEAR, "outcome", YEAR), Duration.ofDays(30)),
                context.bean(LegalHolds.class),
                new PrunedRows(tables, new TransactionTemplate(context.bean(PlatformTransactionManager.class))),
                tables,
                List.of(followers),
                context.bean(LogGate.class),
                () -> now);
    }

    private JdbcTemplate tables() {
        return new JdbcTemplate(context.bean(DataSource.class));
    }

    private Retention.Report pruneAfter(int days) {
        return pruner(Duration.ofDays(days)).run();
    }

    private static long removed(Retention.Report report, String kind) {
        return Optional.ofNullable(report.kinds().get(kind)).map(Removed::count).orElse(0L);
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            context.log()
                    .find("dec_" + call)
                    .ifPresent(decision -> found.add(decision.entry().id()));
        }
        return found;
    }

    private Verification exported(LogArchive.Export export) throws IOException {
        Path zip = directory.resolve("export.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            export.writeTo(out);
        }
        try (Bundle bundle = Bundle.open(zip)) {
            return bundle.verify(context.bean(LogArchive.class).key(), Optional.empty());
        }
    }

    private LogArchive.Export export(LogFilter filter) {
        return context.bean(LogArchive.class).export("auditor", LogArchive.Form.BUNDLE, filter);
    }

    private void assertSound() throws IOException {
        LogArchive archive = context.bean(LogArchive.class);
        assertThat(archive.verify(Optional.empty()).findings()).isEmpty();
        assertThat(exported(export(LogFilter.ALL)).findings()).isEmpty();
    }

    @Test
    void run_everythingIsYoung_removesNothing() throws IOException {
        assertThat(pruneAfter(365).removed()).isZero();
        assertThat(found()).hasSize(CALLS);
        assertSound();
    }

    @Test
    void run_timeIsOver_removesEntriesAndRowsAndLeavesASoundLog() throws IOException {
        Retention.Report planned = pruner(Duration.ofDays(400)).plan();
        assertThat(found()).hasSize(CALLS);

        Retention.Report report = pruneAfter(400);

        assertThat(report).isEqualTo(planned);
        assertThat(report.waiting()).isEmpty();
        assertThat(removed(report, "decision")).isBetween(CALLS / 2L, (long) CALLS);
        assertThat(found()).hasSize((int) (CALLS - removed(report, "decision")));
        assertThat(tables().queryForObject("select count(*) from outcome", Long.class))
                .isEqualTo(found().size());
        LogRecord record = context.bean(LogRecord.class);
        assertThat(record.journal().isPruned(1)).isTrue();
        assertThat(context.bean(LogArchive.class).entry(1)).isEmpty();
        assertThat(tables().queryForObject("select count(*) from log_entry", Long.class))
                .isEqualTo(record.head().size() - report.removed());
        assertThat(tables().queryForObject(
                                "select count(*) from log_entry_term t where not exists"
                                        + " (select 1 from log_entry e where e.sequence_number = t.sequence_number)",
                                Long.class))
                .isZero();
        assertSound();
    }

    @Test
    void run_again_takesWhatTheNewestSegmentHadToo() throws IOException {
        pruneAfter(400);
        context.bean(AuditTrail.class).record(new AuditEvent.Started("next"));

        pruneAfter(400);

        assertThat(found()).isEmpty();
        assertSound();
    }

    @Test
    void log_openedAgainAfterARun_isTheSame() throws IOException {
        Retention.Report report = pruneAfter(400);
        context.close();
        context = reopen();

        assertThat(found()).hasSize((int) (CALLS - removed(report, "decision")));
        assertSound();
        assertThat(context.bean(LogRecord.class).journal().isPruned(1)).isTrue();
    }

    @Test
    void run_brokeOffBehindTheRows_theNextOneFinishes() throws IOException {
        new PrunedRows(tables(), new TransactionTemplate(context.bean(PlatformTransactionManager.class)))
                .remove(SegmentPlan.of(
                                context.bean(LogRecord.class).journal(),
                                context.bean(LogRecord.class)
                                        .journal()
                                        .closedSegments()
                                        .getFirst(),
                                SampleDecisions.NOON.plus(Duration.ofDays(400)),
                                RetentionRules.of(Map.of("outcome", YEAR, "decision", YEAR), Duration.ofDays(30)),
                                new HeldEntries(new TreeMap<>(), tables()))
                        .due());

        pruneAfter(400);

        assertThat(context.bean(LogRecord.class).journal().isPruned(1)).isTrue();
        assertSound();
    }

    @Test
    void hold_onATeam_keepsItsDecisionsAndTheirOutcomes_untilItIsReleased() throws IOException {
        LegalHolds holds = context.bean(LegalHolds.class);
        long hold = holds.place("bootstrap", scope(Optional.of("hr"), Optional.empty()), "Case 17");

        Retention.Report report = pruneAfter(400);

        assertThat(report.holds().get(hold)).isPositive();
        assertThat(removed(report, "decision")).isPositive();
        assertThat(found()).contains("dec_1", "dec_3", "dec_5").doesNotContain("dec_0", "dec_2");
        assertThat(context.log().find("dec_1").orElseThrow().outcome()).isPresent();
        assertThat(holds.list()).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(hold);
            assertThat(found.reason()).isEqualTo("Case 17");
            assertThat(found.keyId()).isEqualTo("bootstrap");
        });
        assertSound();

        assertThat(holds.release("bootstrap", hold, "")).isTrue();
        assertThat(holds.release("bootstrap", hold, "")).isFalse();
        pruneAfter(400);
        assertThat(found()).doesNotContain("dec_1", "dec_3");
        assertThat(holds.list()).isEmpty();
        assertSound();
    }

    @Test
    void hold_onADecision_keepsItAlone() throws IOException {
        context.bean(LegalHolds.class).place("bootstrap", scope(Optional.empty(), Optional.of("dec_2")), "");

        pruneAfter(400);

        assertThat(found()).contains("dec_2").doesNotContain("dec_0", "dec_1", "dec_3");
        assertThat(context.log().find("dec_2").orElseThrow().outcome()).isPresent();
        assertSound();
    }

    @Test
    void hold_onATimeThatIsOver_keepsNothingElse() {
        LegalHolds holds = context.bean(LegalHolds.class);
        Instant noon = SampleDecisions.NOON;
        holds.place(
                "bootstrap",
                new HoldScope(
                        Optional.empty(),
                        Optional.of(noon.minusSeconds(3600)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                "");
        assertThat(pruner(Duration.ofDays(400)).plan().removed()).isPositive();

        holds.place(
                "bootstrap",
                new HoldScope(
                        Optional.of(noon.minusSeconds(3600)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                "");
        assertThat(pruner(Duration.ofDays(400)).plan().removed()).isZero();
    }

    @Test
    void holds_thatCannotBeRead_nothingIsRemoved() {
        context.bean(LogRecord.class)
                .appendDurably("hold", SampleDecisions.NOON, new Json.ObjectValue(Map.of("action", Json.of("what"))));

        assertThatThrownBy(() -> pruneAfter(400)).isInstanceOf(AuditUnavailableException.class);
        assertThat(found()).hasSize(CALLS);
    }

    @Test
    void follower_thatIsBehind_isWaitedFor() throws IOException {
        LogFollower behind = new LogFollower("the collector", () -> 8);

        Retention.Report report = pruner(Duration.ofDays(400), behind).run();

        assertThat(report.waiting()).hasValueSatisfying(why -> assertThat(why).contains("the collector", "entry 8"));
        assertThat(context.bean(LogRecord.class).journal().isPruned(1)).isTrue();
        assertThat(context.bean(LogRecord.class).journal().isPruned(9)).isFalse();
        assertSound();
    }

    @Test
    void exports_begunBeforeARunAndFiltered_areSound() throws IOException {
        LogArchive.Export begun = export(LogFilter.ALL);
        LogArchive.Export filtered = export(LogFilters.ofKind("outcome"));

        pruneAfter(400);

        Verification whole = exported(begun);
        assertThat(whole.findings()).isEmpty();
        assertThat(whole.pruned()).isPositive();
        Verification part = exported(filtered);
        assertThat(part.findings()).isEmpty();
        assertThat(part.pruned()).isEqualTo(whole.pruned());
    }

    @Test
    void spend_ofTheMonth_staysWhatItWas() {
        SpendSoFar ledger = context.bean(SpendSoFar.class);
        Facts.Spend before = ledger.of("key_1", "web", SampleDecisions.NOON).orElseThrow();
        context.bean(LegalHolds.class).place("bootstrap", EVERYTHING, "");

        pruneAfter(400);

        SpendLedger anew = new SpendLedger(tables(), () -> {});
        assertThat(anew.of("key_1", "web", SampleDecisions.NOON)).hasValue(before);
        assertThat(before.team().month()).isPositive();
    }
}
