package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.verify.JournalEvidence;
import dev.weir.auditlog.verify.LogVerifier;
import dev.weir.auditlog.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the decision log promises, whatever database its index is in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DecisionLogContract {

    private AuditTestContext context;

    /** Settings of a database of its own; each call gives another one. */
    abstract List<String> database();

    private AuditTestContext open(Path directory, List<String> database) {
        return AuditTestContext.open(directory, database.toArray(String[]::new));
    }

    @BeforeAll
    void open(@TempDir Path directory) {
        context = open(directory, database());
        SampleDecisions.decisions().forEach(context.log()::append);
        SampleDecisions.outcomes().forEach(context.log()::append);
    }

    @AfterAll
    void close() {
        context.close();
    }

    @Test
    void find_appendedWithOutcome_readsBackEqual() {
        RecordedDecision found = context.log().find("dec_07cloud").orElseThrow();

        assertThat(found.entry()).isEqualTo(SampleDecisions.pseudonymised("dec_07cloud", 62));
        assertThat(found.outcome()).contains(SampleDecisions.outcomes().getLast());
    }

    @Test
    void find_everySample_readsBackEqual() {
        assertThat(SampleDecisions.decisions())
                .allSatisfy(entry -> assertThat(context.log().find(entry.id()))
                        .map(RecordedDecision::entry)
                        .contains(entry));
    }

    @Test
    void withFacts_pagesOldestFirst_andReadsBackEqual(@TempDir Path own) {
        try (AuditTestContext another = open(own, database())) {
            for (int second = 5; second > 0; second--) {
                another.log().append(SampleDecisions.withFacts("dec_a" + second, second));
                another.log().append(SampleDecisions.withFacts("dec_b" + second, second));
                another.log().append(SampleDecisions.easy("dec_without" + second, second));
            }
            List<RecordedDecision> all = new ArrayList<>();
            Optional<RecordedDecision> last = Optional.empty();
            do {
                List<RecordedDecision> page = another.search()
                        .withFacts(SampleDecisions.NOON.minusSeconds(4), SampleDecisions.NOON.minusSeconds(1), last, 3);
                all.addAll(page);
                last = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
            } while (last.isPresent());

            assertThat(all)
                    .extracting(recorded -> recorded.entry().id())
                    .containsExactly("dec_a4", "dec_b4", "dec_a3", "dec_b3", "dec_a2", "dec_b2");
            assertThat(all.getFirst().entry()).isEqualTo(SampleDecisions.withFacts("dec_a4", 4));
        }
    }

    @Test
    void find_unknown_empty() {
        assertThat(context.log().find("dec_nobody")).isEmpty();
    }

    @Test
    void find_stillRunning_hasNoOutcome() {
        assertThat(context.log().find("dec_08running").orElseThrow().outcome()).isEmpty();
    }

    @Test
    void append_idTakenAlready_theFirstStays() {
        context.log().append(SampleDecisions.easy("dec_07cloud", 1));

        assertThat(context.log().find("dec_07cloud").orElseThrow().entry().route())
                .isEqualTo("cloud");
    }

    @Test
    void append_secondOutcome_theFirstStays() {
        OutcomeEntry first = SampleDecisions.outcomes().getFirst();
        context.log().append(failed(first.decisionId()));

        assertThat(context.log().find(first.decisionId()).orElseThrow().outcome())
                .contains(first);
    }

    @Test
    void append_outcomeOfNoDecision_hindersNobody() {
        context.log().append(failed("dec_nobody"));

        assertThat(context.log().find("dec_nobody")).isEmpty();
        assertThat(context.log().find("dec_07cloud")).isPresent();
    }

    private static OutcomeEntry failed(String decisionId) {
        return new OutcomeEntry(
                decisionId,
                SampleDecisions.NOON,
                "none",
                OutcomeEntry.Result.FAILED,
                "x",
                0,
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO);
    }

    @Test
    void index_lost_isMadeAnewFromTheJournal(@TempDir Path directory) {
        try (AuditTestContext first = open(directory, database())) {
            SampleDecisions.decisions().forEach(first.log()::append);
            SampleDecisions.outcomes().forEach(first.log()::append);
        }
        try (AuditTestContext second = open(directory, elsewhere(directory))) {
            assertThat(second.log().recent(Optional.empty(), 200))
                    .hasSameSizeAs(SampleDecisions.decisions())
                    .first()
                    .extracting(RecordedDecision::entry)
                    .isEqualTo(SampleDecisions.decisions().getLast());
        }
    }

    /** Another database for the same journal. */
    List<String> elsewhere(Path directory) {
        return database();
    }

    @Test
    void journal_cutBackBehindTheIndex_stopsTheStart(@TempDir Path directory) throws Exception {
        List<String> database = database();
        try (AuditTestContext first = open(directory, database)) {
            SampleDecisions.decisions().forEach(first.log()::appendDurably);
            first.log().recent(Optional.empty(), 1);
        }
        Files.delete(directory.resolve("checkpoints"));
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        assertThatThrownBy(() -> open(directory, database))
                .hasStackTraceContaining("entries were removed, or the journal is another one's");
    }

    @Test
    void journal_cutBackBehindItsCheckpoint_stopsTheStart(@TempDir Path directory) throws Exception {
        try (AuditTestContext first = open(directory, database())) {
            SampleDecisions.decisions().forEach(first.log()::appendDurably);
        }
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        assertThatThrownBy(() -> open(directory, elsewhere(directory)))
                .hasStackTraceContaining("its newest checkpoint says 8: entries were removed");
    }

    @Test
    void signingKey_gone_stopsTheStart(@TempDir Path directory) throws Exception {
        List<String> database = database();
        try (AuditTestContext first = open(directory, database)) {
            first.log().appendDurably(SampleDecisions.easy("dec_1", 1));
        }
        Files.delete(directory.resolve("audit-signing.key"));

        assertThatThrownBy(() -> open(directory, database)).hasStackTraceContaining("signs the decision log is gone");
    }

    @Test
    void keys_areReadableByTheirOwnerAlone(@TempDir Path directory) throws Exception {
        open(directory, database()).close();

        for (String name : List.of("audit-signing.key", "audit-fingerprint.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void checkpoints_goToASecondFileToo(@TempDir Path directory, @TempDir Path elsewhere) throws Exception {
        List<String> settings = new ArrayList<>(database());
        settings.add("weir.audit.checkpoint-copy=" + elsewhere.resolve("copy"));
        try (AuditTestContext own = open(directory, settings)) {
            own.log().appendDurably(SampleDecisions.easy("dec_1", 1));
        }

        assertThat(elsewhere.resolve("copy")).hasSameTextualContentAs(directory.resolve("checkpoints"));
        assertThat(elsewhere.resolve("copy")).isNotEmptyFile();
    }

    @Test
    void journal_afterWork_isSoundForWhoHasThePublicKey(@TempDir Path directory) throws Exception {
        try (AuditTestContext own = open(directory, database())) {
            SampleDecisions.decisions().forEach(own.log()::append);
            SampleDecisions.outcomes().forEach(own.log()::append);
        }
        VerifierKey key = VerifierKey.parse(Files.readString(directory.resolve("audit-public.key")));
        try (Journal journal = Journal.open(JournalSettings.in(directory.resolve("journal")))) {
            Verification result = LogVerifier.verify(
                    new JournalEvidence(
                            journal,
                            new CheckpointFile(directory.resolve("checkpoints")),
                            journal.head().size()),
                    key,
                    Optional.empty());

            assertThat(result.findings()).isEmpty();
            assertThat(result.covered()).isEqualTo(15);
        }
    }

    @Test
    void recent_pagesByCursor_everyEntryOnceNewestFirst() {
        List<RecordedDecision> first = context.log().recent(Optional.empty(), 5);
        List<RecordedDecision> rest =
                context.log().recent(Optional.of(first.getLast().sequence()), 200);

        List<Long> sequences = IntStream.range(0, 2)
                .mapToObj(page -> page == 0 ? first : rest)
                .flatMap(List::stream)
                .map(RecordedDecision::sequence)
                .toList();
        assertThat(first).hasSize(5);
        assertThat(sequences)
                .hasSameSizeAs(SampleDecisions.decisions())
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((left, right) -> Long.compare(right, left));
    }

    @Test
    void recent_limitOutOfRange_refused() {
        assertThatThrownBy(() -> context.log().recent(Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> context.log().recent(Optional.empty(), 201))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void page_filtered_onlyWhatMatchesAll() {
        DecisionFilter localOfWeb =
                new DecisionFilter(Optional.of("local"), Optional.of("web"), Optional.of("smollm2-135m-instruct"));

        assertThat(context.search().page(localOfWeb, Optional.empty(), 200))
                .extracting(recorded -> recorded.entry().id())
                .containsExactly("dec_05fallback", "dec_01easy");
    }

    @Test
    void totalsSince_window_countsRoutesAndPseudonyms() {
        assertThat(context.search().totalsSince(SampleDecisions.NOON.minusSeconds(250)))
                .containsExactly(
                        new DecisionSearch.RouteTotal("blocked", 1, 0),
                        new DecisionSearch.RouteTotal("cloud", 2, 3),
                        new DecisionSearch.RouteTotal("local", 2, 0));
    }

    @Test
    void appendDurably_fromManyThreads_allOnRecord(@TempDir Path directory) throws Exception {
        try (AuditTestContext own = open(directory, database());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> appends = IntStream.range(0, 300)
                    .mapToObj(number -> callers.submit(
                            () -> own.log().appendDurably(SampleDecisions.easy("dec_" + number, number))))
                    .toList();
            for (Future<?> append : appends) {
                append.get();
            }

            assertThat(own.search().totalsSince(SampleDecisions.NOON.minus(Duration.ofDays(1))))
                    .containsExactly(new DecisionSearch.RouteTotal("local", 300, 0));
        }
    }
}
