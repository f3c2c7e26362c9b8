package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.OutcomeEntry.Result;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import dev.weir.policy.replay.FactsJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatPipelineTest {

    private static final String OPEN = policy("""
            default: {cloud: as_is}
            rules:
              - {id: secrets-stay, when: "findings.has('secret')", effect: local_only}
              - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: no-cards, when: "findings.has('CREDIT_CARD')", effect: block}
              - {id: away, when: "true", effect: prefer_cloud}
            """);
    private static final String AWS_KEY = "AKIA" + "Z7QF3XN5LDWP2KRT";

    private final PipelineFixture fixture = new PipelineFixture();

    @Test
    void answer_cloud_isRecordedDurablyBeforeAnythingLeaves() {
        PipelineReply reply = fixture.ask(OPEN, "Compare two proofs.");

        assertThat(reply.headers().route()).isEqualTo("cloud");
        assertThat(fixture.events).containsExactly("durable", "cloud", "outcome");
        assertThat(fixture.sent).singleElement().asString().contains("\"model\":\"big-2026\"");
        assertThat(fixture.outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.servedBy()).isEqualTo("big");
            assertThat(outcome.costMicroUsd()).isEqualTo(37);
        });
    }

    @Test
    void answer_logBroken_isLocalAndNothingLeaves() {
        fixture.logBroken = true;

        PipelineReply reply = fixture.ask(OPEN, "Compare two proofs.");

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo("audit_unavailable");
        assertThat(fixture.events).containsExactly("local");
    }

    @Test
    void answer_secret_staysLocal() {
        PipelineReply reply = fixture.ask(OPEN, "Why is this key refused: " + AWS_KEY);

        assertThat(reply.headers().reason()).isEqualTo("policy_local_only");
        assertThat(fixture.sent).isEmpty();
        assertThat(fixture.decisions)
                .singleElement()
                .satisfies(entry -> assertThat(entry.findings()).containsEntry("AWS_ACCESS_KEY", 1));
        assertThat(fixture.decisions.toString()).doesNotContain(AWS_KEY);
    }

    @Test
    void answer_policyKeepsItLocal_meaningNotComputed() {
        fixture.ask(OPEN, "Why is this key refused: " + AWS_KEY);

        assertThat(fixture.embedded).isZero();
        assertThat(fixture.decisions)
                .singleElement()
                .satisfies(entry -> assertThat(entry.difficulty().drivers()).isNotEmpty());
    }

    @Test
    void answer_ruleSaysWhoAnswersAndNoneReadsDifficulty_meaningNotComputed() {
        assertThat(fixture.ask(OPEN, "Compare two proofs.").headers().route()).isEqualTo("cloud");

        assertThat(fixture.embedded).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "tiny", "cloud", "big"})
    void answer_clientSaysWhoAnswersAndNoRuleReadsDifficulty_meaningNotComputed(String model) {
        String open = policy("default: {cloud: as_is}");

        fixture.pipeline(open)
                .answer(
                        new Caller("key-1", "web", false),
                        "req_1",
                        PipelineFixture.request("Compare two proofs.", model),
                        ClientPresence.UNKNOWN);

        assertThat(fixture.decisions).hasSize(1);
        assertThat(fixture.embedded).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default: {cloud: as_is}",
                "default: {cloud: as_is}\nrules: [{id: first, when: 'true', effect: prefer_local_first}]",
                "default: {cloud: as_is}\nrules: [{id: hard, when: difficulty > 0.5, effect: prefer_cloud}]"
            })
    void answer_cloudOpen_difficultyJudgedInFullAndOnRecord(String rules) {
        fixture.ask(policy(rules), "Compare two proofs.");

        assertThat(fixture.embedded).isEqualTo(1);
        assertThat(fixture.decisions).singleElement().satisfies(entry -> {
            assertThat(entry.difficulty().drivers()).isNotEmpty();
            assertThat(entry.facts().orElseThrow().difficulty())
                    .isEqualTo(entry.difficulty().score());
        });
    }

    @Test
    void answer_personalData_leavesUnderPseudonymAndComesBack() {
        PipelineReply reply = fixture.ask(OPEN, "Write to jane.doe@example.org.");

        assertThat(fixture.sent)
                .singleElement()
                .asString()
                .doesNotContain("jane.doe")
                .contains("[EMAIL_");
        assertThat(((ChatReply.Whole) reply.reply())
                        .completion()
                        .at("/choices/0/message/content")
                        .asString())
                .isEqualTo("jane.doe@example.org");
        assertThat(fixture.decisions)
                .singleElement()
                .satisfies(entry -> assertThat(entry.pseudonyms()).isEqualTo(1));
    }

    @Test
    void answer_sameQuestionOfTwoKeys_differentPseudonyms_ofOneKeyTheSame() {
        ChatPipeline pipeline = fixture.pipeline(OPEN);
        for (String key : List.of("key-1", "key-2", "key-1")) {
            fixture.ask(pipeline, key, "Write to jane.doe@example.org.");
        }

        assertThat(fixture.sent).hasSize(3).first().isEqualTo(fixture.sent.getLast());
        assertThat(fixture.sent.get(1)).contains("[EMAIL_").isNotEqualTo(fixture.sent.getFirst());
    }

    @Test
    void answer_cloudFails_isLocalWithItsReason() {
        fixture.cloudBroken = true;

        PipelineReply reply = fixture.ask(OPEN, "Compare two proofs.");

        assertThat(reply.headers().reason()).isEqualTo("cloud_failed");
        assertThat(fixture.events).containsExactly("durable", "cloud", "local", "outcome");
        assertThat(fixture.outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.servedBy()).isEqualTo("tiny"));
    }

    @Test
    void answer_blocked_isRefusedOnRecord() {
        assertThatThrownBy(() -> fixture.ask(OPEN, "Charge 4111 1111 1111 1111 today."))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.error().code().code()).isEqualTo("policy_blocked");
                    assertThat(refused.headers().route()).isEqualTo("blocked");
                    assertThat(refused.error().text()).contains("no-cards").doesNotContain("4111");
                });

        assertThat(fixture.events).containsExactly("decision", "outcome");
        assertThat(fixture.outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.result()).isEqualTo(Result.REFUSED));
    }

    @Test
    void answer_factsAreRecorded_withTargetsAndWithoutNamesThatOnlyTheClientKnows() {
        fixture.ask(OPEN, "Write to jane.doe@example.org.");

        Facts facts = fixture.decisions.getFirst().facts().orElseThrow();
        assertThat(facts.targets()).containsExactly(new Facts.Target("big", "sky", "eu"));
        assertThat(facts.spend()).isEmpty();
        assertThat(facts.inspection().findings()).hasSize(1);
        assertThat(FactsJson.write(facts)).doesNotContain("jane");
    }

    @Test
    void answer_modelThatOnlyTheClientKnows_isNotRecorded() {
        ChatRequest request = PipelineFixture.request("Hello.", "jane.doe@example.org");

        assertThatThrownBy(() -> fixture.pipeline(OPEN)
                        .answer(new Caller("key-1", "web", false), "req_1", request, ClientPresence.UNKNOWN))
                .isInstanceOf(RefusedException.class);

        assertThat(fixture.decisions.toString()).doesNotContain("jane");
    }

    @Test
    void answer_ruleOnSpend_isGivenWhatCloudCallsCost_andClosesWhereThatIsUnknown() {
        String capped = policy("""
                default: {cloud: as_is}
                rules:
                  - {id: cap, when: "spend.team.day >= 1.0", effect: local_only}
                  - {id: away, when: "true", effect: prefer_cloud}
                """);
        Facts.Spend.Amounts little = new Facts.Spend.Amounts(0, 999_999, 999_999);
        fixture.spend = Optional.of(new Facts.Spend(little, little, little));
        assertThat(fixture.ask(capped, "Compare two proofs.").headers().route()).isEqualTo("cloud");

        Facts.Spend.Amounts much = new Facts.Spend.Amounts(0, 1_000_000, 1_000_000);
        fixture.spend = Optional.of(new Facts.Spend(little, much, much));
        assertThat(fixture.ask(capped, "Compare two proofs.").headers().route()).isEqualTo("local");

        fixture.spend = Optional.empty();
        assertThat(fixture.ask(capped, "Compare two proofs.").headers().route()).isEqualTo("local");
    }

    @Test
    void answer_noRuleOnSpend_nobodyAsks() {
        fixture.spendBroken = true;

        assertThat(fixture.ask(OPEN, "Compare two proofs.").headers().route()).isEqualTo("cloud");
    }

    @Test
    void answer_ruleClosesTheOnlyTarget_staysLocal() {
        PipelineReply reply = fixture.ask(policy("""
                default: {cloud: as_is}
                rules:
                  - {id: not-eu, when: "target.region == 'eu'", effect: local_only}
                  - {id: away, when: "true", effect: prefer_cloud}
                """), "Compare two proofs.");

        assertThat(reply.headers().reason()).isEqualTo("policy_local_only");
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void answer_noRuleOpensTheCloud_staysLocal() {
        PipelineReply reply = fixture.ask(
                policy("rules:\n  - {id: away, when: \"true\", effect: prefer_cloud}\n"), "Compare two proofs.");

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(fixture.sent).isEmpty();
    }

    private static String policy(String rest) {
        return "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: test, description: of the pipeline}\n" + rest;
    }
}
