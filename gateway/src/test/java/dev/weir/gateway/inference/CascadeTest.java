package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.security.Caller;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The local model answers first, and its judged answer decides whether the request goes on to the cloud. */
class CascadeTest {

    private static final String QUESTION = "Compare two proofs.";
    private static final String FIRST = policy("""
            default: {cloud: as_is}
            rules:
              - {id: secrets-stay, when: "findings.has('secret')", effect: local_only}
              - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: first, when: "true", effect: prefer_local_first}
            """);

    private final PipelineFixture fixture = new PipelineFixture();

    private static String policy(String rules) {
        return "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: test}\n" + rules;
    }

    @BeforeEach
    void judgeAnswers() {
        fixture.difficultyModel = JudgedModels.bySureness();
    }

    @Test
    void answer_sure_goesOutAndNothingLeaves() {
        PipelineReply reply = fixture.ask(FIRST, QUESTION);

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo("local_answer_sure");
        assertThat(fixture.events).containsExactly("tried", "decision", "outcome");
        assertThat(text(reply)).isEqualTo("from here");
        assertThat(fixture.outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.servedBy()).isEqualTo("tiny"));
    }

    @Test
    void answer_unsure_isOnDiskWithItsScoreBeforeItLeaves() {
        fixture.sureness = -2;

        PipelineReply reply = fixture.ask(FIRST, QUESTION);

        assertThat(reply.headers().route()).isEqualTo("cloud");
        assertThat(reply.headers().reason()).isEqualTo("local_answer_unsure");
        assertThat(text(reply)).isEqualTo("from there");
        assertThat(fixture.events).containsExactly("tried", "durable", "cloud", "outcome");
        DecisionEntry entry = fixture.decisions.getFirst();
        assertThat(entry.difficulty().score()).isGreaterThan(0.99);
        assertThat(entry.difficulty().drivers().getFirst().name()).isEqualTo("answer_certainty");
        assertThat(entry.facts().orElseThrow().difficulty()).isLessThan(0.99);
    }

    @Test
    void answer_unsureWithPersonalData_leavesUnderPseudonym() {
        fixture.sureness = -2;

        PipelineReply reply = fixture.ask(FIRST, "Write to anna.smith@acme-corp.org about two proofs.");

        assertThat(fixture.sent)
                .singleElement()
                .asString()
                .doesNotContain("anna.smith")
                .contains("[EMAIL_");
        assertThat(text(reply)).isEqualTo("anna.smith@acme-corp.org");
    }

    @Test
    void answer_unsureAndLogBroken_theLocalAnswerGoesOut() {
        fixture.sureness = -2;
        fixture.logBroken = true;

        PipelineReply reply = fixture.ask(FIRST, QUESTION);

        assertThat(reply.headers().reason()).isEqualTo("audit_unavailable");
        assertThat(text(reply)).isEqualTo("from here");
        assertThat(fixture.events).containsExactly("tried");
    }

    @Test
    void answer_unsureAndCloudFails_theLocalAnswerGoesOutWithoutASecondTry() {
        fixture.sureness = -2;
        fixture.cloudBroken = true;

        PipelineReply reply = fixture.ask(FIRST, QUESTION);

        assertThat(reply.headers().reason()).isEqualTo("cloud_failed");
        assertThat(text(reply)).isEqualTo("from here");
        assertThat(fixture.events).containsExactly("tried", "durable", "cloud", "outcome");
    }

    @ParameterizedTest
    @CsvSource({"INTERNAL_ERROR, local_answer_failed, cloud", "OVERLOADED, local_answer_failed, cloud"})
    void answer_localModelFails_goesOn(GatewayErrorCode error, String reason, String route) {
        fixture.localBroken = Optional.of(error);

        PipelineReply reply = fixture.ask(FIRST, QUESTION);

        assertThat(reply.headers().reason()).isEqualTo(reason);
        assertThat(reply.headers().route()).isEqualTo(route);
        assertThat(fixture.events).containsExactly("tried", "durable", "cloud", "outcome");
    }

    @Test
    void answer_clientsFault_isToldAndNothingLeaves() {
        fixture.localBroken = Optional.of(GatewayErrorCode.INVALID_REQUEST);

        assertThatThrownBy(() -> fixture.ask(FIRST, QUESTION)).isInstanceOf(RefusedException.class);

        assertThat(fixture.sent).isEmpty();
        assertThat(fixture.outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo("invalid_request"));
    }

    @Test
    void answer_clientLeftDuringTheTry_nothingLeaves() {
        fixture.localBroken = Optional.of(GatewayErrorCode.INTERNAL_ERROR);

        assertThatThrownBy(() -> fixture.pipeline(FIRST)
                        .answer(
                                new Caller("key-1", "web", false),
                                "req_1",
                                PipelineFixture.request(QUESTION),
                                new ClientThatLeft()))
                .isInstanceOf(RefusedException.class);

        assertThat(fixture.sent).isEmpty();
    }

    private static final class ClientThatLeft implements ClientPresence {
        @Override
        public boolean gone() {
            return true;
        }

        @Override
        public void onGone(Runnable action) {
            action.run();
        }
    }

    @Test
    void answer_judgeOfAnotherFile_difficultyChoosesAtOnce() {
        fixture.difficultyModel = JudgedModels.withJudgeOf("0ther");

        PipelineReply reply = fixture.ask(FIRST, "say hello");

        assertThat(reply.headers().reason()).isEqualTo("easy");
        assertThat(fixture.events).containsExactly("decision", "local", "outcome");
    }

    private static final String NOTHING_LEFT = "routing: {cloud_share: 0}\n";

    @Test
    void answer_unsureAndNoShareOfCloudCallsLeft_theLocalAnswerGoesOut() {
        fixture.sureness = -2;

        PipelineReply reply = fixture.ask(FIRST + NOTHING_LEFT, QUESTION);

        assertThat(reply.headers().reason()).isEqualTo("cloud_share_reached");
        assertThat(text(reply)).isEqualTo("from here");
        assertThat(fixture.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, easy", "1, hard"})
    void answer_qualityFloor_saysFromWhenOnTheCloudAnswers(double floor, String reason) {
        PipelineReply reply =
                fixture.ask(policy("default: {cloud: as_is}\nrouting: {quality_floor: " + floor + "}\n"), QUESTION);

        assertThat(reply.headers().reason()).isEqualTo(reason);
    }

    @Test
    void answer_cloudShare_keptOverManyRequests() {
        ChatPipeline pipeline =
                fixture.pipeline(policy("default: {cloud: as_is}\nrouting: {quality_floor: 1, cloud_share: 0.25}\n"));
        for (int i = 0; i < 40; i++) {
            fixture.ask(pipeline, QUESTION);
        }

        assertThat(fixture.sent).hasSize(10);
        assertThat(fixture.decisions).extracting(DecisionEntry::reason).contains("hard", "cloud_share_reached");
    }

    /** Whatever the answer is worth and whatever breaks, what the verdict keeps here stays here. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answer_anythingBreaksAnyhow_noRequestReachesALaneThatItsVerdictClosed(long seed) {
        Random random = new Random(seed);
        int left = 0;
        for (int i = 0; i < 150; i++) {
            PipelineFixture own = breaking(random);
            boolean asIs = random.nextBoolean();
            boolean closed = random.nextBoolean();
            String cloud = asIs ? "{cloud: as_is}" : "{cloud: pseudonymised}";
            String effect = closed ? one(random, "local_only", "block") : cloud;
            String wish = one(random, "prefer_local_first", "prefer_local_first", "prefer_cloud", "prefer_local");
            String name = "bob" + i;

            try {
                own.ask(
                        policy("default: " + cloud + "\nrules:\n  - {id: a, when: 'true', effect: " + effect
                                + "}\n  - {id: b, when: 'difficulty >= 0.0', effect: " + wish + "}\n"),
                        QUESTION + " Ask " + name + "@acme-corp.org.");
            } catch (RefusedException refused) {
                assertThat(refused.headers().decision()).isEqualTo("dec_1");
            }

            assertThat(own.sent).hasSizeLessThanOrEqualTo(closed ? 0 : 1);
            assertThat(own.sent).noneMatch(body -> !asIs && body.contains(name));
            if (!own.sent.isEmpty()) {
                assertThat(own.events).containsSubsequence("durable", "cloud");
            }
            left += own.sent.size();
        }
        assertThat(left).isBetween(10, 140);
    }

    private static PipelineFixture breaking(Random random) {
        PipelineFixture fixture = new PipelineFixture();
        fixture.difficultyModel =
                random.nextInt(4) == 0 ? JudgedModels.withJudgeOf("0ther") : JudgedModels.bySureness();
        fixture.sureness = -3 * random.nextDouble();
        fixture.logBroken = random.nextInt(4) == 0;
        fixture.cloudBroken = random.nextInt(3) == 0;
        fixture.localBroken =
                random.nextInt(3) == 0 ? Optional.of(one(random, GatewayErrorCode.values())) : Optional.empty();
        return fixture;
    }

    @SafeVarargs
    private static <T> T one(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static String text(PipelineReply reply) {
        return ((ChatReply.Whole) reply.reply())
                .completion()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString();
    }
}
