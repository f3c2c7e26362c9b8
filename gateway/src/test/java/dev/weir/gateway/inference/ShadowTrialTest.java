package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.audit.ShadowDifference;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.policy.Effect;
import dev.weir.policy.replay.Destination;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The policy in the shadow: it sees everything, it changes nothing. */
class ShadowTrialTest {

    private static final String EMAIL = "Write to jane.doe@example.org.";
    private static final String OPEN = policy("open", """
            default: {cloud: as_is}
            rules:
              - {id: away, when: "true", effect: prefer_cloud}
            """);
    private static final String CLOSED = policy("closed", "default: local_only\n");

    /** Looks for secrets alone, so it sees no e-mail address. */
    private static final String BLIND = policy("blind", """
            default: {cloud: as_is}
            detection: {packs: [secrets]}
            rules:
              - {id: pseudonyms, when: "findings.has('secret')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            """);

    private final PipelineFixture fixture = new PipelineFixture();
    private final ShadowLogOfTest log = new ShadowLogOfTest();

    @Test
    void looserShadow_requestStays_andWhatWouldHaveLeftIsRecorded() {
        fixture.shadow = Optional.of(PipelineFixture.policy(OPEN, 7));

        ShadowCounts counts = ask(CLOSED);

        assertThat(fixture.events).containsExactly("decision", "local", "outcome");
        assertThat(log.all).singleElement().satisfies(difference -> {
            assertThat(difference.decisionId()).isEqualTo("dec_1");
            assertThat(difference.shadowNumber()).isEqualTo(7);
            assertThat(difference.from()).isEqualTo(Destination.LOCAL);
            assertThat(difference.to()).isEqualTo(Destination.CLOUD_AS_IS);
            assertThat(difference.effect()).isEqualTo(Effect.CLOUD_AS_IS);
            assertThat(difference.newlyLeaving()).containsOnlyKeys("EMAIL").containsEntry("EMAIL", 1);
            assertThat(difference.newlyInTheClear()).containsEntry("EMAIL", 1);
        });
        assertThat(counts.different()).isEqualTo(1);
        assertThat(log.all.toString()).doesNotContain("jane");
    }

    @Test
    void stricterShadow_requestLeaves() {
        fixture.shadow = Optional.of(PipelineFixture.policy(CLOSED, 7));

        ask(OPEN);

        assertThat(fixture.sent).hasSize(1);
        assertThat(log.all).singleElement().satisfies(difference -> {
            assertThat(difference.to()).isEqualTo(Destination.LOCAL);
            assertThat(difference.newlyLeaving()).isEmpty();
        });
    }

    @Test
    void samePolicy_nothingDiffers() {
        fixture.shadow = Optional.of(PipelineFixture.policy(OPEN, 7));

        ShadowCounts counts = ask(OPEN);

        assertThat(log.all).isEmpty();
        assertThat(counts.same()).isEqualTo(1);
    }

    @Test
    void shadowWithItsOwnDetector_judgesByWhatItFinds_notTheRequest() {
        fixture.shadow = Optional.of(PipelineFixture.policy(BLIND, 7));

        ask(policy("pseudonymising", """
                default: {cloud: pseudonymised}
                rules: [{id: away, when: "true", effect: prefer_cloud}]
                """));

        assertThat(fixture.sent).singleElement().asString().doesNotContain("jane");
        assertThat(log.all).singleElement().satisfies(difference -> {
            assertThat(difference.from()).isEqualTo(Destination.CLOUD_PSEUDONYMISED);
            assertThat(difference.to()).isEqualTo(Destination.CLOUD_AS_IS);
            assertThat(difference.newlyLeaving()).isEmpty();
            assertThat(difference.newlyInTheClear()).containsEntry("EMAIL", 1);
        });
    }

    @Test
    void shadowThatReadsSpend_isTold_evenIfTheDecidingPolicyDoesNotAsk() {
        fixture.spend = Optional.empty();
        fixture.shadow = Optional.of(PipelineFixture.policy(policy("capped", """
                default: {cloud: as_is}
                rules:
                  - {id: cap, when: "spend.team.day >= 1.0", effect: local_only}
                  - {id: away, when: "true", effect: prefer_cloud}
                """), 7));

        ask(OPEN);

        assertThat(log.all)
                .singleElement()
                .satisfies(difference -> assertThat(difference.decidingRules()).containsExactly("cap"));
    }

    @Test
    void shadowThatBreaks_answersAreTheSame_andItIsCounted() {
        fixture.shadow = Optional.of(new PolicyInForce(
                PipelineFixture.policy(OPEN, 7).rules(),
                PipelineFixture.policy(OPEN, 7).inspector(),
                PipelineFixture.policy(OPEN, 7).outbound(),
                true));
        fixture.spendBroken = true;

        ShadowCounts counts = ask(CLOSED);

        assertThat(fixture.events).containsExactly("decision", "local", "outcome");
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(log.all).isEmpty();
    }

    @Test
    void shadowThatHangs_nobodyWaits_andWhatIsSkippedIsCounted() {
        CountDownLatch hanging = new CountDownLatch(1);
        fixture.differences = new ShadowLogOfTest() {
            @Override
            public void append(ShadowDifference difference) {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        fixture.shadow = Optional.of(PipelineFixture.policy(OPEN, 7));
        ChatPipeline pipeline = fixture.pipeline(CLOSED);

        for (int i = 0; i < 100; i++) {
            fixture.ask(pipeline, EMAIL);
        }

        assertThat(fixture.events).filteredOn("local"::equals).hasSize(100);
        hanging.countDown();
        ShadowCounts counts = fixture.trialled();
        assertThat(counts.skipped()).isGreaterThanOrEqualTo(35);
        assertThat(counts.different() + counts.skipped()).isEqualTo(100);
    }

    private ShadowCounts ask(String policy) {
        fixture.differences = log;
        fixture.ask(policy, EMAIL);
        return fixture.trialled();
    }

    private static String policy(String name, String rest) {
        return "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: " + name + "}\n" + rest;
    }
}
