package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JpaDecisionLogTest {

    private AuditTestContext context;

    @BeforeAll
    void open(@TempDir Path directory) {
        context = AuditTestContext.open(directory);
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
    void find_unknown_empty() {
        assertThat(context.log().find("dec_nobody")).isEmpty();
    }

    @Test
    void find_stillRunning_hasNoOutcome() {
        assertThat(context.log().find("dec_08running").orElseThrow().outcome()).isEmpty();
    }

    @Test
    void append_idTakenAlready_unavailableAndTheFirstStays() {
        DecisionEntry second = SampleDecisions.easy("dec_07cloud", 1);

        assertThatThrownBy(() -> context.log().append(second)).isInstanceOf(AuditUnavailableException.class);

        assertThat(context.log().find("dec_07cloud").orElseThrow().entry().route())
                .isEqualTo("cloud");
    }

    @Test
    void append_secondOutcome_unavailableAndTheFirstStays() {
        OutcomeEntry first = SampleDecisions.outcomes().getFirst();
        OutcomeEntry second = new OutcomeEntry(
                first.decisionId(),
                first.at(),
                "elsewhere",
                OutcomeEntry.Result.FAILED,
                "x",
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO);

        assertThatThrownBy(() -> context.log().append(second)).isInstanceOf(AuditUnavailableException.class);

        assertThat(context.log().find(first.decisionId()).orElseThrow().outcome())
                .contains(first);
    }

    @Test
    void append_outcomeOfNoDecision_unavailable() {
        OutcomeEntry orphan = new OutcomeEntry(
                "dec_nobody",
                SampleDecisions.NOON,
                "none",
                OutcomeEntry.Result.FAILED,
                "x",
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO);

        assertThatThrownBy(() -> context.log().append(orphan)).isInstanceOf(AuditUnavailableException.class);
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
        try (AuditTestContext own = AuditTestContext.open(directory);
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
