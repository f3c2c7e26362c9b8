package dev.weir.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.rules.RandomPolicies.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every policy and all facts; each seed draws its own. */
class VerdictPropertiesTest {
    private static final int POLICIES = 12;
    private static final int FACTS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decide_ruleAdded_neverLooser(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            Draft draft = policies.draft();
            PolicySet before = draft.policy();
            PolicySet after = draft.withRule(policies.rule()).policy();
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                assertThat(decide(after, facts).effect())
                        .isGreaterThanOrEqualTo(decide(before, facts).effect());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void decide_shuffled_sameVerdict(long seed) {
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        for (int i = 0; i < POLICIES; i++) {
            PolicySet ordered = policies.draft().policy();
            PolicySet shuffled =
                    withRules(ordered, shuffled(ordered.levels(), random), shuffled(ordered.rules(), random));
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                PolicyDecision one = decide(ordered, facts);
                PolicyDecision other = decide(shuffled, facts);
                assertThat(other.effect()).isEqualTo(one.effect());
                assertThat(other.preference()).isEqualTo(one.preference());
                assertThat(other.sensitivity()).isEqualTo(one.sensitivity());
                assertThat(Set.copyOf(other.decidingRules())).isEqualTo(Set.copyOf(one.decidingRules()));
            }
        }
    }

    /** Every condition in turn is made to fail. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void decide_conditionFails_neverLooserAndClosed(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            Draft draft = policies.draft();
            PolicySet sound = draft.policy();
            for (Draft broken : withOneConditionBroken(draft)) {
                PolicySet failing = broken.policy();
                for (int j = 0; j < FACTS; j++) {
                    Facts facts = policies.facts();
                    Effect effect = decide(failing, facts).effect();
                    assertThat(effect)
                            .isGreaterThanOrEqualTo(decide(sound, facts).effect());
                    assertThat(effect.allowsCloud()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void decide_clientTightens_neverLooser(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            PolicySet policy = policies.draft().policy();
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                PolicyDecision plain = decide(policy, wishing(facts, Facts.Tightening.NONE));
                PolicyDecision tightened = decide(policy, facts);
                assertThat(tightened.effect()).isGreaterThanOrEqualTo(plain.effect());
                assertThat(tightened.sensitivity())
                        .isGreaterThanOrEqualTo(facts.wish().atLeast());
                assertThat(tightened.effect().allowsCloud() && facts.wish().localOnly())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 14})
    void decide_incompleteInspection_neverTheCloud(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            PolicySet policy = policies.draft().policy();
            Facts facts = policies.facts();
            Facts incomplete = wishing(
                    facts.withInspection(new Inspection.Incomplete(List.of(), "test")),
                    new Facts.Tightening(false, Sensitivity.PUBLIC));

            assertThat(decide(policy, incomplete).effect().allowsCloud()).isFalse();
        }
    }

    private static List<Draft> withOneConditionBroken(Draft draft) {
        List<Draft> broken = new ArrayList<>();
        for (int i = 0; i < draft.rules().size(); i++) {
            broken.add(new Draft(draft.byDefault(), draft.levels(), breakOne(draft.rules(), i)));
        }
        for (int i = 0; i < draft.levels().size(); i++) {
            broken.add(new Draft(draft.byDefault(), breakOne(draft.levels(), i), draft.rules()));
        }
        return broken;
    }

    private static List<String> breakOne(List<String> lines, int index) {
        List<String> copy = new ArrayList<>(lines);
        copy.set(index, copy.get(index).replaceFirst("when: \"[^\"]*\"", "when: \"int(request.model) > 0\""));
        return copy;
    }

    private static Facts wishing(Facts facts, Facts.Tightening wish) {
        return new Facts(
                facts.caller(),
                facts.request(),
                facts.inspection(),
                facts.difficulty(),
                facts.language(),
                facts.promptTokens(),
                facts.spend(),
                facts.targets(),
                wish,
                facts.at());
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static PolicySet withRules(PolicySet policy, List<LevelRule> levels, List<Rule> rules) {
        return new PolicySet(
                policy.name(),
                policy.description(),
                policy.sha256(),
                policy.byDefault(),
                policy.defaultLine(),
                policy.detection(),
                levels,
                rules,
                policy.budgets());
    }

    private static PolicyDecision decide(PolicySet policy, Facts facts) {
        return new CompiledPolicy(policy, new PolicyVersion("p", 1, policy.sha256())).decide(facts);
    }
}
