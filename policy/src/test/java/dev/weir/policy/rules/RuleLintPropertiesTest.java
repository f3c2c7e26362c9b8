package dev.weir.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.ConditionOutcome;
import dev.weir.policy.condition.FactValues;
import dev.weir.policy.condition.JointOutcomes;
import dev.weir.policy.condition.Truth;
import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.policy.yaml.PolicyProblem;
import dev.weir.policy.yaml.ProblemCode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What loading says of rules holds for the decisions that they take. */
class RuleLintPropertiesTest {
    private static final int POLICIES = 60;
    private static final int FACTS = 60;
    private static final Set<ProblemCode> NEEDLESS = Set.of(ProblemCode.SHADOWED, ProblemCode.CHANGES_NOTHING);

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void load_rulesThatChangeNothing_verdictTheSameWithoutThem(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int removed = 0;
        for (int i = 0; i < POLICIES; i++) {
            PolicyLoading.Loaded loaded = policies.draft().loaded();
            Set<Integer> lines = loaded.warnings().stream()
                    .filter(warning -> NEEDLESS.contains(warning.code()))
                    .filter(warning -> warning.message().contains("changes nothing"))
                    .map(PolicyProblem::position)
                    .map(position -> position.line())
                    .collect(Collectors.toSet());
            PolicySet policy = loaded.policy();
            PolicySet shorter = VerdictPropertiesTest.withRules(
                    policy,
                    policy.levels(),
                    policy.rules().stream()
                            .filter(rule -> !lines.contains(rule.line()))
                            .toList());
            removed += lines.size();
            for (int j = 0; j < FACTS; j++) {
                assertSameVerdict(policy, shorter, policies.facts());
            }
        }
        assertThat(removed).isGreaterThan(POLICIES / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {34, 35, 36})
    void outcomes_anyFacts_amongThoseForeseen(long seed) {
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        for (int i = 0; i < POLICIES; i++) {
            List<Condition> conditions = policies.draft().withRule(policies.rule()).policy().rules().stream()
                    .limit(2)
                    .map(Rule::when)
                    .toList();
            Set<List<Truth>> foreseen = JointOutcomes.of(conditions).orElseThrow();
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                List<Facts.Target> targets = facts.targets();
                FactValues values = FactValues.of(facts)
                        .with(policies.one(List.of(Sensitivity.values())))
                        .with(targets.isEmpty() ? new Facts.Target("t9", "none", "none") : policies.one(targets));
                List<Truth> actual = conditions.stream()
                        .map(condition -> truth(condition.evaluate(values)))
                        .toList();

                assertThat(foreseen)
                        .as("%s", conditions.stream().map(Condition::source).toList())
                        .contains(actual);
            }
        }
    }

    private static Truth truth(ConditionOutcome outcome) {
        return switch (outcome) {
            case ConditionOutcome.Decided(boolean holds) -> holds ? Truth.TRUE : Truth.FALSE;
            case ConditionOutcome.Failed _ -> Truth.ERROR;
        };
    }

    private static void assertSameVerdict(PolicySet policy, PolicySet shorter, Facts facts) {
        PolicyDecision whole = decide(policy, facts);
        PolicyDecision without = decide(shorter, facts);
        String rules = policy.rules().stream()
                .map(rule -> rule.line() + ": " + rule.when().source() + " -> "
                        + rule.effect().written())
                .collect(Collectors.joining("\n"));
        assertThat(without.effect()).as(rules).isEqualTo(whole.effect());
        assertThat(without.targetEffects()).as(rules).isEqualTo(whole.targetEffects());
        if (whole.effect().allowsCloud()) {
            assertThat(without.preference()).as(rules).isEqualTo(whole.preference());
            assertThat(without.capture()).as(rules).isEqualTo(whole.capture());
        }
    }

    private static PolicyDecision decide(PolicySet policy, Facts facts) {
        return new CompiledPolicy(policy, new PolicyVersion("p", 1, policy.sha256())).decide(facts);
    }
}
