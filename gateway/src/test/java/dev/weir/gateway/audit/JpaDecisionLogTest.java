package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    void withFacts_pagesOldestFirst_andReadsBackEqual(@TempDir Path own) {
        try (AuditTestContext another = AuditTestContext.open(own)) {
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
