package dev.weir.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.rules.RandomPolicies.Draft;
import dev.weir.policy.yaml.Catalogue;
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
                assertNoLooser(decide(after, facts), decide(before, facts));
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
                assertThat(other.capture()).isEqualTo(one.capture());
                assertThat(other.targetEffects()).isEqualTo(one.targetEffects());
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
                    PolicyDecision decision = decide(failing, facts);
                    assertNoLooser(decision, decide(sound, facts));
                    assertThat(decision.effect().allowsCloud()).isFalse();
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
                assertNoLooser(tightened, plain);
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

    /** A rule on targets whose condition fails closes all of them, and nothing where there are none. */
    @ParameterizedTest
    @ValueSource(longs = {15, 16})
    void decide_targetConditionFails_everyTargetClosed(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            Draft draft = policies.draft();
            PolicySet sound = draft.policy();
            PolicySet failing = draft.withRule("when: \"int(target.id) > 0\", effect: {cloud: pseudonymised}")
                    .policy();
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                PolicyDecision decision = decide(failing, facts);
                PolicyDecision before = decide(sound, facts);
                assertNoLooser(decision, before);
                assertThat(decision.targetEffects().values()).noneMatch(Effect::allowsCloud);
                if (facts.targets().isEmpty()) {
                    assertThat(decision.effect()).isEqualTo(before.effect());
                }
            }
        }
    }

    /** Every condition on targets in turn is made to fail for each of them. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void decide_targetRuleMadeToFail_neverLooser(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int broken = 0;
        for (int i = 0; i < POLICIES; i++) {
            Draft draft = policies.draft().withRule(policies.targetRule());
            PolicySet sound = draft.policy();
            for (int index = 0; index < draft.rules().size(); index++) {
                if (draft.rules().get(index).contains("target.")) {
                    List<String> rules = breakOne(draft.rules(), index, "int(target.id) > 0");
                    PolicySet failing = new Draft(draft.byDefault(), draft.levels(), rules).policy();
                    broken++;
                    for (int j = 0; j < FACTS; j++) {
                        Facts facts = policies.facts();
                        PolicyDecision decision = decide(failing, facts);
                        assertNoLooser(decision, decide(sound, facts));
                        assertThat(decision.targetEffects().values()).noneMatch(Effect::allowsCloud);
                    }
                }
            }
        }
        assertThat(broken).isGreaterThanOrEqualTo(POLICIES);
    }

    /** The verdict is that of the target closed least, and each target's is what it would be alone. */
    @ParameterizedTest
    @ValueSource(longs = {17, 18})
    void decide_severalTargets_eachAsIfAlone(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            PolicySet policy = policies.draft().policy();
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                PolicyDecision together = decide(policy, facts);
                for (Facts.Target target : facts.targets()) {
                    PolicyDecision alone = decide(policy, withTargets(facts, List.of(target)));
                    assertThat(together.effectFor(target.id())).isEqualTo(alone.effect());
                }
                assertThat(together.effect())
                        .isEqualTo(together.targetEffects().values().stream()
                                .min(Effect::compareTo)
                                .orElse(together.effect()));
                assertThat(decide(policy, withTargets(facts, List.of())).effect())
                        .isLessThanOrEqualTo(together.effect());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {19, 20})
    void decide_emptyPolicy_nothingToTheCloud(long seed) {
        PolicySet empty = Catalogue.loaded("apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\n")
                .policy();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int j = 0; j < POLICIES * FACTS; j++) {
            PolicyDecision decision = decide(empty, policies.facts());

            assertThat(decision.effect().allowsCloud()).isFalse();
            assertThat(decision.targetEffects().values()).noneMatch(Effect::allowsCloud);
            assertThat(decision.effectFor("another").allowsCloud()).isFalse();
        }
    }

    private static void assertNoLooser(PolicyDecision decision, PolicyDecision than) {
        assertThat(decision.effect()).isGreaterThanOrEqualTo(than.effect());
        assertThat(decision.targetEffects().keySet())
                .isEqualTo(than.targetEffects().keySet());
        than.targetEffects()
                .forEach((target, effect) ->
                        assertThat(decision.effectFor(target)).isGreaterThanOrEqualTo(effect));
    }

    private static Facts withTargets(Facts facts, List<Facts.Target> targets) {
        return with(facts, targets, facts.wish());
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
        return breakOne(lines, index, "int(request.model) > 0");
    }

    private static List<String> breakOne(List<String> lines, int index, String failing) {
        List<String> copy = new ArrayList<>(lines);
        copy.set(index, copy.get(index).replaceFirst("when: \"[^\"]*\"", "when: \"" + failing + "\""));
        return copy;
    }

    private static Facts wishing(Facts facts, Facts.Tightening wish) {
        return with(facts, facts.targets(), wish);
    }

    private static Facts with(Facts facts, List<Facts.Target> targets, Facts.Tightening wish) {
        return new Facts(
                facts.caller(),
                facts.request(),
                facts.inspection(),
                facts.difficulty(),
                facts.language(),
                facts.promptTokens(),
                facts.spend(),
                targets,
                wish,
                facts.at());
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    static PolicySet withRules(PolicySet policy, List<LevelRule> levels, List<Rule> rules) {
        return new PolicySet(
                policy.name(),
                policy.description(),
                policy.sha256(),
                policy.byDefault(),
                policy.defaultLine(),
                policy.detection(),
                policy.answers(),
                policy.capture(),
                levels,
                rules,
                policy.routing(),
                policy.budgets());
    }

    private static PolicyDecision decide(PolicySet policy, Facts facts) {
        return new CompiledPolicy(policy, new PolicyVersion("p", 1, policy.sha256())).decide(facts);
    }
}
