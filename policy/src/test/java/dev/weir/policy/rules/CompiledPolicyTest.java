package dev.weir.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.trace.TraceNode;
import dev.weir.policy.trace.TraceNode.Outcome;
import dev.weir.policy.yaml.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledPolicyTest {
    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: traced}
            default: {cloud: as_is}
            sensitivity:
              - {level: confidential, when: "findings.has('email')"}
            rules:
              - {id: hard, when: "difficulty >= 0.6 && tokens < 100", effect: prefer_cloud}
              - {id: personal, when: "sensitivity == 'confidential'", effect: {cloud: pseudonymised}}
              - {id: model, when: "int(request.model) > 1", effect: local_only}
            """;

    @Test
    void decide_everyRule_traced() {
        PolicyDecision decision = decide(facts(0.7, "7"));

        assertThat(decision.trace().nodes())
                .containsExactly(
                        new TraceNode(
                                "sensitivity:confidential",
                                6,
                                "findings.has('email')",
                                "sensitivity: confidential",
                                Outcome.MATCHED,
                                "findings: EMAIL=2"),
                        new TraceNode(
                                "hard",
                                8,
                                "difficulty >= 0.6 && tokens < 100",
                                "prefer_cloud",
                                Outcome.MATCHED,
                                "difficulty: 0.7000; tokens: 12"),
                        new TraceNode(
                                "personal",
                                9,
                                "sensitivity == 'confidential'",
                                "cloud: pseudonymised",
                                Outcome.MATCHED,
                                "sensitivity: confidential"),
                        new TraceNode("model", 10, "int(request.model) > 1", "local_only", Outcome.MATCHED, ""),
                        new TraceNode("weir:default", 4, "", "cloud: as_is", Outcome.MATCHED, ""));
        assertThat(decision.decidingRules()).containsExactly("model");
    }

    @ParameterizedTest
    @CsvSource({"0.1, NONE", "0.3, CLOUD", "0.5, LOCAL_FIRST", "0.7, LOCAL"})
    void decide_severalWishes_theStrongestHolds(double difficulty, Preference preference) {
        String wishes = """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: wishes}
                default: {cloud: as_is}
                rules:
                  - {id: a, when: "difficulty >= 0.6", effect: prefer_local}
                  - {id: b, when: "difficulty >= 0.2", effect: prefer_cloud}
                  - {id: c, when: "difficulty >= 0.4", effect: prefer_local_first}
                """;

        assertThat(decide(wishes, facts(difficulty, "7")).preference()).isEqualTo(preference);
    }

    @Test
    void decide_failedCondition_traceHoldsNoWordOfTheClient() {
        PolicyDecision decision = decide(facts(0.7, "my-secret-model"));

        assertThat(decision.decidingRules()).containsExactly("model");
        assertThat(decision.trace().nodes())
                .filteredOn(node -> node.outcome() == Outcome.ERRORED)
                .singleElement()
                .extracting(TraceNode::detail)
                .isEqualTo("error: bad_format");
        assertThat(decision.toString()).doesNotContain("my-secret");
    }

    @Test
    void decide_difficultyNotANumber_countsAsFailed() {
        PolicyDecision decision = decide(facts(Double.NaN, "0"));

        assertThat(decision.decidingRules()).containsExactly("hard");
        assertThat(decision.effect().allowsCloud()).isFalse();
        assertThat(decision.trace().nodes().get(1).detail()).isEqualTo("error: attribute_not_found; tokens: 12");
    }

    @Test
    void decide_ruleOnTargets_oneNodeThatNamesWhomItCloses() {
        String yaml =
                POLICY + "  - {id: eu, when: \"target.region != 'eu' && spend.team.day >= 0.0\", effect: local_only}\n";
        List<Facts.Target> targets = List.of(
                new Facts.Target("far", "acme", "us"),
                new Facts.Target("near", "acme", "eu"),
                new Facts.Target("somewhere", "acme", "unknown"));

        PolicyDecision decision = decide(yaml, facts(0.1, "0", targets));

        assertThat(decision.targetEffects())
                .containsOnly(
                        Map.entry("far", Effect.LOCAL_ONLY),
                        Map.entry("near", Effect.CLOUD_PSEUDONYMISED),
                        Map.entry("somewhere", Effect.LOCAL_ONLY));
        assertThat(decision.trace().nodes())
                .filteredOn(node -> node.id().equals("eu"))
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.outcome()).isEqualTo(Outcome.ERRORED);
                    assertThat(node.detail()).isEqualTo("targets: far, somewhere; error: attribute_not_found");
                });
    }

    private static PolicyDecision decide(Facts facts) {
        return decide(POLICY, facts);
    }

    private static PolicyDecision decide(String yaml, Facts facts) {
        PolicySet policy = Catalogue.loaded(yaml).policy();
        return new CompiledPolicy(policy, new PolicyVersion(policy.name(), 1, policy.sha256())).decide(facts);
    }

    private static Facts facts(double difficulty, String model) {
        return facts(difficulty, model, List.of());
    }

    private static Facts facts(double difficulty, String model, List<Facts.Target> targets) {
        return new Facts(
                new Facts.Caller("key", "team", Map.of()),
                new Facts.Request("/v1/chat/completions", model, false, false, false, 1, List.of("user")),
                new Inspection.Complete(
                        List.of(Catalogue.finding(Catalogue.EMAIL), Catalogue.finding(Catalogue.EMAIL))),
                difficulty,
                "en",
                12,
                Optional.empty(),
                targets,
                new Facts.Tightening(false, Sensitivity.PUBLIC),
                Instant.EPOCH);
    }
}
