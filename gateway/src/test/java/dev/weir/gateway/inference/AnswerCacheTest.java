package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.inference.CacheProperties.Mode;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.router.model.TextEmbedder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the cloud that are served again: to whom, for what, and what is on record then. */
class AnswerCacheTest {

    private static final String OPEN = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: open}
            default: {cloud: as_is}
            rules:
              - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    private static final String QUESTION = "Compare two proofs of it.";

    private final PipelineFixture fixture = new PipelineFixture();
    private long nanos;

    @BeforeEach
    void keepAnswers() {
        fixture.cache = cache(Mode.EXACT, DataSize.ofMegabytes(1));
    }

    private AnswerCache cache(Mode mode, DataSize size) {
        return AnswerCache.of(
                new CacheProperties(mode, Duration.ofMinutes(10), size, 0.97), Optional.of(new Words()), () -> nanos);
    }

    /** Knows how often each letter stands in a text; the order of words means nothing to it. */
    private static final class Words implements TextEmbedder {

        @Override
        public String id() {
            return "letters";
        }

        @Override
        public float[] embed(String text) {
            float[] meaning = new float[26];
            text.toLowerCase(Locale.ROOT)
                    .chars()
                    .filter(letter -> letter >= 'a' && letter <= 'z')
                    .forEach(letter -> meaning[letter - 'a']++);
            return meaning;
        }
    }

    private static String text(PipelineReply reply) {
        return switch (reply.reply()) {
            case ChatReply.Whole whole ->
                whole.completion().at("/choices/0/message/content").asString();
            case ChatReply.Streamed streamed -> {
                StringBuilder text = new StringBuilder();
                try (ChunkStream chunks = streamed.chunks()) {
                    for (Optional<ObjectNode> next = chunks.next(); next.isPresent(); next = chunks.next()) {
                        text.append(next.get().at("/choices/0/delta/content").asString(""));
                    }
                }
                yield text.toString();
            }
        };
    }

    private PipelineReply ask(Caller caller, boolean stream, Facts.Tightening wish) {
        return fixture.pipeline(OPEN)
                .answer(
                        caller,
                        "req_1",
                        PipelineFixture.request(QUESTION, "auto", stream, wish),
                        ClientPresence.UNKNOWN);
    }

    @Test
    void answer_sameRequestAgain_servedFromMemoryAsADecisionOfItsOwn() {
        fixture.ask(OPEN, QUESTION);
        PipelineReply again = fixture.ask(OPEN, QUESTION);

        assertThat(text(again)).isEqualTo("from there");
        assertThat(again.headers().route()).isEqualTo("local");
        assertThat(again.headers().model()).isEqualTo("big");
        assertThat(again.headers().reason()).isEqualTo("cache_hit");
        assertThat(fixture.sent).hasSize(1);
        assertThat(fixture.decisions)
                .extracting(DecisionEntry::reason)
                .containsExactly("policy_prefers_cloud", "cache_hit");
        assertThat(fixture.outcomes.getLast().costMicroUsd()).isZero();
        assertThat(fixture.outcomes.getLast().savedMicroUsd()).isEqualTo(37);
        assertThat(fixture.budgets.settled).containsExactly(37L);
    }

    @Test
    void answer_switchedOff_askedEveryTime() {
        fixture.cache = cache(Mode.OFF, DataSize.ofMegabytes(1));
        fixture.ask(OPEN, QUESTION);
        fixture.ask(OPEN, QUESTION);

        assertThat(fixture.sent).hasSize(2);
    }

    @Test
    void answer_anotherKeyTeamOrSensitivity_notServed() {
        ask(new Caller("key-1", "web", false), false, Facts.Tightening.NONE);
        ask(new Caller("key-2", "web", false), false, Facts.Tightening.NONE);
        ask(new Caller("key-1", "hr", false), false, Facts.Tightening.NONE);
        ask(new Caller("key-1", "web", false), false, new Facts.Tightening(false, Sensitivity.INTERNAL));

        assertThat(fixture.sent).hasSize(4);
    }

    @Test
    void answer_anotherPolicy_notServed() {
        fixture.ask(OPEN, QUESTION);
        fixture.ask(OPEN.replace("name: open", "name: other"), QUESTION);

        assertThat(fixture.sent).hasSize(2);
    }

    @Test
    void answer_personalData_isPutBackIntoTheAskersWords_andNobodyElses() {
        fixture.ask(OPEN, "Write to jane.doe@example.org.");
        PipelineReply again = fixture.ask(OPEN, "Write to jane.doe@example.org.");
        PipelineReply other = fixture.ask(OPEN, "Write to john.roe@example.org.");

        assertThat(again.headers().reason()).isEqualTo("cache_hit");
        assertThat(text(again)).isEqualTo("jane.doe@example.org");
        assertThat(text(other)).isEqualTo("john.roe@example.org");
        assertThat(fixture.sent).hasSize(2);
    }

    @Test
    void answer_whatPolicyWithholds_isWithheldFromMemoryToo() {
        PipelineFixture.Cloud cloud = fixture.new Cloud("big", "sky");
        cloud.says = "AKIA" + "Z7QF3XN5LDWP2KRT opens it";
        fixture.clouds = List.of(cloud);
        String policy = OPEN + "answers: {default: note, secret: block}\n";

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> fixture.ask(policy, QUESTION))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(GatewayErrorCode.ANSWER_WITHHELD));
        }
        assertThat(fixture.sent).hasSize(1);
        assertThat(fixture.decisions.getLast().reason()).isEqualTo("cache_hit");
    }

    @Test
    void answer_tooOld_askedAgain() {
        fixture.ask(OPEN, QUESTION);
        nanos = Duration.ofMinutes(10).toNanos();
        fixture.ask(OPEN, QUESTION);

        assertThat(fixture.sent).hasSize(2);
    }

    @Test
    void answer_moreThanFits_someAreForgotten() {
        fixture.cache = cache(Mode.EXACT, DataSize.ofBytes(1_000));
        for (int round = 0; round < 2; round++) {
            for (int question = 0; question < 20; question++) {
                fixture.ask(OPEN, QUESTION + question);
            }
        }

        assertThat(fixture.sent).hasSizeGreaterThan(30);
    }

    @Test
    void answer_stream_keptOnceItEnded_andPlayedAgain() {
        Caller caller = new Caller("key-1", "web", false);
        ask(caller, true, Facts.Tightening.NONE);
        text(ask(caller, true, Facts.Tightening.NONE));
        PipelineReply third = ask(caller, true, Facts.Tightening.NONE);

        assertThat(fixture.sent).hasSize(2);
        assertThat(third.headers().reason()).isEqualTo("cache_hit");
        assertThat(text(third)).isEqualTo("from there");
    }

    @Test
    void answer_streamCutShort_notKept() {
        PipelineFixture.Cloud cloud = fixture.new Cloud("big", "sky");
        cloud.finishReason = "length";
        fixture.clouds = List.of(cloud);
        Caller caller = new Caller("key-1", "web", false);
        text(ask(caller, true, Facts.Tightening.NONE));
        text(ask(caller, true, Facts.Tightening.NONE));

        assertThat(fixture.sent).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Please compare two proofs of it., Compare two proofs of it please., cache_similar",
        "What is 17 times 3?, What is 13 times 7?, policy_prefers_cloud",
        "Should we do it?, Should we not do it?, policy_prefers_cloud",
        "Who won in Rome?, Who won in More?, policy_prefers_cloud",
        "Write to jane.doe@example.org now., Write to jane.deo@example.org now., policy_prefers_cloud",
        "Tell a short joke., Write a long story about ships., policy_prefers_cloud"
    })
    void answer_alike_servedOnlyWhereNumbersNamesAndDenialsAreTheSame(String first, String second, String reason) {
        fixture.cache = cache(Mode.SIMILAR, DataSize.ofMegabytes(1));
        fixture.ask(OPEN, first);

        assertThat(fixture.ask(OPEN, second).headers().reason()).isEqualTo(reason);
    }

    @Test
    void answer_alikeForAnotherKey_notServed() {
        fixture.cache = cache(Mode.SIMILAR, DataSize.ofMegabytes(1));
        ChatPipeline pipeline = fixture.pipeline(OPEN);
        fixture.ask(pipeline, "key-1", "Please compare two proofs of it.");

        assertThat(fixture.ask(pipeline, "key-2", "Compare two proofs of it please.")
                        .headers()
                        .reason())
                .isEqualTo("policy_prefers_cloud");
    }

    @Test
    void answer_cannotBeEmbedded_askedLikeAnyOther() {
        fixture.cache = AnswerCache.of(
                new CacheProperties(Mode.SIMILAR, Duration.ofMinutes(10), DataSize.ofMegabytes(1), 0.97),
                Optional.of(new TextEmbedder() {
                    @Override
                    public String id() {
                        return "broken";
                    }

                    @Override
                    public float[] embed(String text) {
                        throw new IllegalStateException(text);
                    }
                }),
                System::nanoTime);
        fixture.ask(OPEN, "Please compare two proofs of it.");

        assertThat(fixture.ask(OPEN, "Compare two proofs of it please.")
                        .headers()
                        .route())
                .isEqualTo("cloud");
    }
}
