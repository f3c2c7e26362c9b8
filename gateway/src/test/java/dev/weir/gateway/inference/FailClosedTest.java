package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.policy.Detectors;
import dev.weir.policy.answer.AnswerFindings;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.EntityRecogniser;
import dev.weir.policy.detection.Match;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.detection.StandardEntities;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.pseudonym.SurrogateFormat;
import dev.weir.policy.pseudonym.SurrogateFormats;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever breaks between a request and the cloud, no byte leaves, and the caller has an answer. */
class FailClosedTest {

    private static final String OPEN = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: open}
            default: {cloud: as_is}
            rules:
              - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            """;

    private final PipelineFixture fixture = new PipelineFixture();

    /** Fails on the n-th text that it is shown, and on all after it. */
    private static final class Failing implements EntityRecogniser {
        private final Function<String, ? extends Throwable> failure;
        private int healthy;

        Failing(int healthy, Function<String, ? extends Throwable> failure) {
            this.healthy = healthy;
            this.failure = failure;
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Set<Entity> entities() {
            return Set.of(StandardEntities.EMAIL);
        }

        @Override
        public List<Match> recognise(String text) {
            if (healthy-- > 0) {
                return List.of();
            }
            Throwable thrown = failure.apply(text);
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    private void detectWith(EntityRecogniser recogniser) {
        fixture.detectors =
                new Detectors(settings -> RecogniserRegistry.standard().with(List.of(recogniser)));
    }

    private void assertAnsweredHere(PipelineReply reply, String reason) {
        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo(reason);
        assertThat(fixture.sent).isEmpty();
        assertThat(fixture.events).doesNotContain("cloud");
    }

    @Test
    void answer_nothingBroken_leaves() {
        detectWith(new Failing(Integer.MAX_VALUE, IllegalStateException::new));

        assertThat(fixture.ask(OPEN, "Compare two proofs.").headers().route()).isEqualTo("cloud");
    }

    @Test
    void answer_recogniserThrows_staysHere() {
        detectWith(new Failing(0, text -> new IllegalStateException("can't read " + text)));

        assertAnsweredHere(fixture.ask(OPEN, "Compare two proofs."), "policy_local_only");
    }

    @Test
    void answer_memoryRunsOutInDetection_staysHere() {
        detectWith(new Failing(0, OutOfMemoryError::new));

        assertAnsweredHere(fixture.ask(OPEN, "Compare two proofs."), "policy_local_only");
    }

    @Test
    void answer_stackRunsOutInDetection_staysHere() {
        detectWith(new Failing(0, StackOverflowError::new));

        assertAnsweredHere(fixture.ask(OPEN, "Compare two proofs."), "policy_local_only");
    }

    @Test
    void answer_detectorDiesAtAnyPoint_nothingLeaves() {
        int left = 0;
        int later = 0;
        for (int healthy = 0; healthy < 60; healthy++) {
            PipelineFixture own = new PipelineFixture();
            Failing failing = new Failing(healthy, OutOfMemoryError::new);
            own.detectors =
                    new Detectors(settings -> RecogniserRegistry.standard().with(List.of(failing)));

            PipelineReply reply = own.ask(OPEN, "Compare two proofs.");

            boolean diedLater = own.outcomes.getLast().answer().looked() == AnswerFindings.Looked.PARTLY;
            boolean diedBefore = failing.healthy < 0 && !diedLater;
            assertThat(reply.headers().route()).isEqualTo(diedBefore ? "local" : "cloud");
            assertThat(own.sent).hasSize(diedBefore ? 0 : 1);
            left += own.sent.size();
            later += diedLater ? 1 : 0;
        }
        assertThat(left).isBetween(1, 59);
        assertThat(later).isBetween(1, left - 1);
    }

    /** Not even an error that nobody reckons with opens the way. */
    @Test
    void answer_recogniserThrowsAnyError_requestEndsAndNothingLeaves() {
        detectWith(new Failing(0, LinkageError::new));

        assertThatThrownBy(() -> fixture.ask(OPEN, "Compare two proofs.")).isInstanceOf(LinkageError.class);
        assertThat(fixture.sent).isEmpty();
    }

    /** The pseudonymiser makes sure with a detector of its own that a surrogate passes for what it stands for. */
    @Test
    void answer_pseudonymsCantBeMade_nothingLeaves() {
        RequestInspector broken =
                new RequestInspector(RecogniserRegistry.standard().with(List.of(new Failing(0, LinkageError::new))));
        fixture.pseudonymiser = new Pseudonymiser(
                PseudonymKey.of(new byte[32]), new SurrogateFormats(Map.of(), SurrogateFormat.REALISTIC), broken);

        assertThatThrownBy(() -> fixture.ask(OPEN, "Compare the proofs of mia.novak@acme.test with mine."))
                .isInstanceOf(LinkageError.class);
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void answer_lastLookStops_isCounted() {
        detectWith(new OnlySecondTime());

        assertAnsweredHere(fixture.ask(OPEN, "Compare two proofs."), "outbound_stopped");
        assertThat(fixture.meters.counter("weir.outbound.stopped").count()).isEqualTo(1);
        assertThat(fixture.decisions)
                .singleElement()
                .satisfies(entry -> assertThat(entry.toString()).contains("outbound_stopped"));
    }

    /** Overlooks an address the first time it sees a text. */
    private static final class OnlySecondTime implements EntityRecogniser {
        private final Set<String> seen = new HashSet<>();

        @Override
        public String name() {
            return "second-time";
        }

        @Override
        public Set<Entity> entities() {
            return Set.of(StandardEntities.EMAIL);
        }

        @Override
        public List<Match> recognise(String text) {
            int at = text.indexOf("proofs");
            return at < 0 || seen.add(text)
                    ? List.of()
                    : List.of(new Match(StandardEntities.EMAIL, at, at + 6, 0.9, name(), "seen before"));
        }
    }
}
