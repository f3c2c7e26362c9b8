package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.OutcomeEntry.Result;
import dev.weir.gateway.inference.cloud.LoopbackProviders;
import dev.weir.gateway.inference.cloud.LoopbackProviders.Place;
import dev.weir.gateway.inference.cloud.RecordingUpstream;
import dev.weir.gateway.inference.cloud.UpstreamReply;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A slow cloud model and another one beside it, both real ones on loopback. */
class HedgingTest {

    private static final String OPEN = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: open}
            default: {cloud: as_is}
            rules:
              - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    private static final String QUESTION = "Compare two proofs.";
    private static final HedgeProperties SOON = new HedgeProperties(new HedgeAfter.Fixed(Duration.ofMillis(20)));
    private static final HedgeProperties NOT_YET = new HedgeProperties(new HedgeAfter.Fixed(Duration.ofMinutes(10)));

    private final PipelineFixture fixture = new PipelineFixture();
    private final List<RecordingUpstream> upstreams = new ArrayList<>();
    private final List<LoopbackProviders> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(LoopbackProviders::close);
        upstreams.forEach(RecordingUpstream::close);
    }

    /** Models {@code m1}, {@code m2} … of as many providers, which answer like this. */
    private void providers(HedgeProperties hedge, UpstreamReply... replies) {
        List<Place> places = new ArrayList<>();
        for (UpstreamReply reply : replies) {
            RecordingUpstream upstream = RecordingUpstream.start(reply);
            upstreams.add(upstream);
            int number = upstreams.size();
            places.add(new Place("p" + number, "m" + number, "eu", upstream.address() + "/v1", false));
        }
        LoopbackProviders providers = LoopbackProviders.open(places);
        opened.add(providers);
        fixture.clouds = providers.all();
        fixture.hedge = hedge;
    }

    private static UpstreamReply saying(String text) {
        return UpstreamReply.openAiStream(
                List.of(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}"),
                Duration.ZERO);
    }

    /** The same, but not before this is so. */
    private static UpstreamReply once(BooleanSupplier condition, UpstreamReply reply) {
        return line -> {
            while (!condition.getAsBoolean()) {
                Thread.sleep(5);
            }
            reply.play(line);
        };
    }

    private BooleanSupplier asked(int number) {
        return () -> !upstreams.get(number - 1).requests().isEmpty();
    }

    private PipelineReply ask(String policy, String question, String model) {
        return fixture.pipeline(policy)
                .answer(
                        new Caller("key-1", "web", false),
                        "req_1",
                        PipelineFixture.request(question, model, true, Facts.Tightening.NONE),
                        ClientPresence.UNKNOWN);
    }

    private static String read(PipelineReply reply) {
        StringBuilder text = new StringBuilder();
        try (ChunkStream chunks = ((ChatReply.Streamed) reply.reply()).chunks()) {
            chunks.next()
                    .ifPresent(first ->
                            text.append(first.at("/choices/0/delta/content").asString("")));
            while (chunks.next().isPresent()) {
                Thread.onSpinWait();
            }
        }
        return text.toString();
    }

    private List<String> results() {
        return fixture.outcomes.stream()
                .map(outcome -> outcome.decisionId() + " " + outcome.result() + " " + outcome.code())
                .toList();
    }

    @Test
    void firstIsSlow_secondAnswers_firstIsEnded_bothAreOnRecord() throws Exception {
        providers(SOON, UpstreamReply.silence(), saying("from the second"));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the second");
        assertThat(upstreams.getFirst().awaitHangUp()).isTrue();
        assertThat(fixture.decisions)
                .extracting(DecisionEntry::id, DecisionEntry::model, DecisionEntry::route, DecisionEntry::reason)
                .containsExactly(
                        tuple("dec_1", "m1", "cloud", "policy_prefers_cloud"), tuple("dec_2", "m2", "cloud", "hedged"));
        assertThat(reply.headers())
                .isEqualTo(new DecisionHeaders("dec_2", "cloud", "m2", "open@1", "hedged", "", "dec_1"));
        assertThat(results()).containsExactly("dec_1 CANCELLED hedge_lost", "dec_2 COMPLETED stop");
        long most = fixture.budgets.settled.getFirst();
        assertThat(most).as("the most it can have cost").isGreaterThan(10 * 256);
        assertThat(fixture.budgets.settled).containsExactly(most, 7 + 10 * 3L);
        assertThat(fixture.budgets.open).isEmpty();
    }

    @Test
    void firstAnswersAfterAll_secondIsEnded() throws Exception {
        providers(SOON, once(asked(2), saying("from the first")), UpstreamReply.silence());

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the first");
        assertThat(upstreams.getLast().awaitHangUp()).isTrue();
        assertThat(reply.headers().model()).isEqualTo("m1");
        assertThat(reply.headers().hedge()).isEqualTo("dec_2");
        assertThat(results()).containsExactly("dec_2 CANCELLED hedge_lost", "dec_1 COMPLETED stop");
        assertThat(fixture.meters.counter("weir.cloud.hedges", "won", "first").count())
                .isEqualTo(1);
    }

    @Test
    void firstAnswersInTime_nobodyElseIsAsked() {
        providers(NOT_YET, saying("from the first"), saying("from the second"));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the first");
        assertThat(reply.headers().hedge()).isEmpty();
        assertThat(fixture.decisions).hasSize(1);
        assertThat(upstreams.getLast().requests()).isEmpty();
    }

    @Test
    void personalData_everybodyGetsPseudonyms_underItsOwnModelsName() throws Exception {
        providers(SOON, UpstreamReply.silence(), saying("done"));

        read(ask(OPEN, "Write to jane.doe@example.org.", "auto"));

        for (int number = 1; number <= 2; number++) {
            assertThat(upstreams.get(number - 1).requests())
                    .singleElement()
                    .extracting(RecordingUpstream.Recorded::body)
                    .asString()
                    .contains("\"model\":\"m" + number + "\"", "[EMAIL_")
                    .doesNotContain("jane.doe");
        }
    }

    @Test
    void firstFailsMeanwhile_secondAnswers() {
        providers(
                SOON,
                once(asked(2), UpstreamReply.status(500, Map.of(), "{}")),
                once(() -> failedOutcomes() > 0, saying("from the second")));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the second");
        assertThat(results()).containsExactly("dec_1 FAILED upstream_error", "dec_2 COMPLETED stop");
    }

    private long failedOutcomes() {
        return fixture.outcomes.stream()
                .filter(outcome -> outcome.result() == Result.FAILED)
                .count();
    }

    @Test
    void bothFail_nextProviderIsAskedOnce_andNotHedged() {
        UpstreamReply broken = UpstreamReply.status(500, Map.of(), "{}");
        providers(
                SOON,
                once(() -> failedOutcomes() > 0, broken),
                once(asked(1), broken),
                once(asked(2), saying("from the third")));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the third");
        assertThat(reply.headers().reason()).isEqualTo("provider_failed");
        assertThat(fixture.decisions).extracting(DecisionEntry::model).containsExactly("m1", "m2", "m3");
        assertThat(results())
                .containsExactly("dec_2 FAILED upstream_error", "dec_1 FAILED upstream_error", "dec_3 COMPLETED stop");
        assertThat(upstreams)
                .allSatisfy(upstream -> assertThat(upstream.requests()).hasSize(1));
    }

    @Test
    void allFail_localModelStepsIn() {
        UpstreamReply broken = UpstreamReply.status(500, Map.of(), "{}");
        providers(SOON, once(asked(2), broken), once(() -> failedOutcomes() > 0, broken));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(reply.headers().reason()).isEqualTo("cloud_failed");
        assertThat(fixture.outcomes).extracting(OutcomeEntry::servedBy).containsExactly("none", "tiny");
        assertThat(fixture.budgets.open).isEmpty();
    }

    @Test
    void budgetHasNoRoomForTwo_firstGoesOn() {
        String tight = OPEN + "budgets: [{scope: team, period: day, limit: 0.07 USD, when_spent: block}]\n";
        providers(SOON, once(() -> fixture.budgets.refused > 0, saying("from the first")), saying("from the second"));

        PipelineReply reply = ask(tight, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the first");
        assertThat(fixture.decisions).hasSize(1);
        assertThat(fixture.budgets.open).isEmpty();
        assertThat(upstreams.getLast().requests()).isEmpty();
    }

    @Test
    void secondDecisionCannotBeRecorded_firstGoesOn_andNothingStaysReserved() {
        providers(
                SOON,
                line -> {
                    fixture.logBroken = true;
                    while (fixture.budgets.settled.isEmpty()) {
                        Thread.sleep(5);
                    }
                    saying("from the first").play(line);
                },
                saying("from the second"));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");

        assertThat(read(reply)).isEqualTo("from the first");
        assertThat(fixture.budgets.settled.getFirst()).isZero();
        assertThat(upstreams.getLast().requests()).isEmpty();
    }

    @Test
    void verdictLeavesNoOtherModel_nobodyElseIsAsked() {
        providers(SOON, slow(), saying("from the second"), saying("from the third"));
        String only = OPEN + "  - {id: only, when: \"target.provider != 'p1'\", effect: local_only}\n";

        assertAnsweredByTheFirstAlone(only, "auto");
    }

    @Test
    void verdictClosesTheNextModel_theOneBehindItIsAsked() {
        providers(SOON, UpstreamReply.silence(), saying("from the second"), saying("from the third"));
        String notTwo = OPEN + "  - {id: not-two, when: \"target.provider == 'p2'\", effect: local_only}\n";

        assertThat(read(ask(notTwo, QUESTION, "auto"))).isEqualTo("from the third");
        assertThat(upstreams.get(1).requests()).isEmpty();
    }

    static Stream<String> thrifty() {
        return Stream.of(
                OPEN + "routing: {cloud_share: 1.0}\n",
                OPEN.replace("prefer_cloud", "prefer_local"),
                OPEN.replace("prefer_cloud", "prefer_local_first"));
    }

    @ParameterizedTest
    @MethodSource("thrifty")
    void policySavesOnTheCloud_nobodyElseIsAsked(String policy) {
        providers(SOON, slow(), saying("from the second"));

        assertAnsweredByTheFirstAlone(policy, "cloud");
    }

    @Test
    void clientChoseTheModel_nobodyElseIsAsked() {
        providers(SOON, slow(), saying("from the second"));

        assertAnsweredByTheFirstAlone(OPEN, "m1");
    }

    @Test
    void fallbackIsSwitchedOff_nobodyElseIsAsked() {
        fixture.fallBackToCloud = false;
        providers(SOON, slow(), saying("from the second"));

        assertAnsweredByTheFirstAlone(OPEN, "auto");
    }

    /** Long enough for a hedge, were there to be one. */
    private static UpstreamReply slow() {
        return line -> {
            Thread.sleep(300);
            saying("from the first").play(line);
        };
    }

    private void assertAnsweredByTheFirstAlone(String policy, String model) {
        PipelineReply reply = ask(policy, QUESTION, model);

        assertThat(read(reply)).isEqualTo("from the first");
        assertThat(reply.headers().hedge()).isEmpty();
        assertThat(fixture.decisions).hasSize(1);
        assertThat(upstreams.stream().skip(1))
                .allSatisfy(other -> assertThat(other.requests()).isEmpty());
    }

    @Test
    void wholeAnswer_nobodyElseIsAsked() {
        providers(
                SOON,
                line -> {
                    Thread.sleep(300);
                    UpstreamReply.json(
                                    "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"whole\"}}]}")
                            .play(line);
                },
                saying("from the second"));

        PipelineReply reply = fixture.ask(OPEN, QUESTION);

        assertThat(reply.headers().model()).isEqualTo("m1");
        assertThat(upstreams.getLast().requests()).isEmpty();
    }

    @Test
    void clientLeaves_bothCallsEnd() throws Exception {
        CallPresence client = new CallPresence(ClientPresence.UNKNOWN);
        providers(SOON, UpstreamReply.silence(), line -> {
            client.giveUp();
            UpstreamReply.silence().play(line);
        });

        assertThatThrownBy(() -> fixture.pipeline(OPEN)
                        .answer(
                                new Caller("key-1", "web", false),
                                "req_1",
                                PipelineFixture.request(QUESTION, "auto", true, Facts.Tightening.NONE),
                                client))
                .isInstanceOf(RefusedException.class);

        assertThat(upstreams.getFirst().awaitHangUp()).isTrue();
        assertThat(upstreams.getLast().awaitHangUp()).isTrue();
        assertThat(fixture.outcomes)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Result.CANCELLED));
        assertThat(fixture.budgets.open).isEmpty();
    }

    @Test
    void clientLeavesInMidAnswer_theWinnerEndsToo() throws Exception {
        String piece = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";
        providers(SOON, UpstreamReply.silence(), UpstreamReply.silentAfter(List.of(piece)));

        PipelineReply reply = ask(OPEN, QUESTION, "auto");
        ChunkStream chunks = ((ChatReply.Streamed) reply.reply()).chunks();
        chunks.next();
        chunks.close();

        assertThat(upstreams.getFirst().awaitHangUp()).isTrue();
        assertThat(upstreams.getLast().awaitHangUp()).isTrue();
        assertThat(results()).containsExactly("dec_1 CANCELLED hedge_lost", "dec_2 CANCELLED client_closed");
    }

    @Test
    void loserAnswersAtTheSameMoment_itsStreamIsClosed() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        UpstreamReply together = line -> {
            both.countDown();
            both.await();
            String piece =
                    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";
            UpstreamReply.silentAfter(List.of(piece)).play(line);
        };
        providers(SOON, together, together);

        PipelineReply reply = ask(OPEN, QUESTION, "auto");
        ((ChatReply.Streamed) reply.reply()).chunks().close();

        assertThat(upstreams.getFirst().awaitHangUp()).isTrue();
        assertThat(upstreams.getLast().awaitHangUp()).isTrue();
        assertThat(fixture.outcomes).hasSize(2);
        assertThat(fixture.budgets.open).isEmpty();
    }
}
