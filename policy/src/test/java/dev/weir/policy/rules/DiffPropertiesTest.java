package dev.weir.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.diff.Bearing;
import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.rules.RandomPolicies.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a difference claims holds for random facts; each seed draws its own. */
class DiffPropertiesTest {
    private static final int POLICIES = 60;
    private static final int FACTS = 60;

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void bearing_canOnlyTighten_noVerdictLooser(long seed) {
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        int judged = 0;
        for (int i = 0; i < POLICIES; i++) {
            Draft draft = policies.draft();
            PolicySet before = draft.policy();
            PolicySet after = changed(draft, policies, random).policy();
            if (PolicyDiff.of(before, after).bearing() != Bearing.TIGHTENS_ONLY) {
                continue;
            }
            judged++;
            for (int j = 0; j < FACTS; j++) {
                Facts facts = policies.facts();
                assertThat(decide(after, facts)).isGreaterThanOrEqualTo(decide(before, facts));
            }
        }
        assertThat(judged).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {44, 45})
    void of_shuffledRules_noSemanticChange(long seed) {
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        for (int i = 0; i < POLICIES; i++) {
            PolicySet policy = policies.draft().policy();
            List<Rule> shuffled = new ArrayList<>(policy.rules());
            Collections.shuffle(shuffled, random);
            PolicySet other = new PolicySet(
                    policy.name(),
                    policy.description(),
                    "another",
                    policy.byDefault(),
                    99,
                    policy.detection(),
                    policy.answers(),
                    policy.capture(),
                    policy.levels(),
                    shuffled,
                    policy.routing(),
                    policy.budgets());

            assertThat(PolicyDiff.of(policy, other).changes()).isEmpty();
        }
    }

    /** One change: a rule added, a number moved, an operand added or an effect exchanged. */
    private static Draft changed(Draft draft, RandomPolicies policies, Random random) {
        if (draft.rules().isEmpty() || random.nextInt(4) == 0) {
            return draft.withRule(policies.rule());
        }
        List<String> rules = new ArrayList<>(draft.rules());
        int index = random.nextInt(rules.size());
        String rule = rules.get(index);
        String other = switch (random.nextInt(5)) {
            case 0 -> rule.replaceFirst("(>=|>) 0?\\.?[0-9]+", "$1 0");
            case 1 -> rule.replaceFirst("(>=|>) 0?\\.?[0-9]+", "$1 1");
            case 2 -> rule.replaceFirst("when: \"([^\"]*)\"", "when: \"$1 || request.stream\"");
            case 3 -> rule.replaceFirst("when: \"([^\"]*) (&&|\\|\\|) [^\"]*\"", "when: \"$1\"");
            default -> rule.replaceFirst("effect: .*", "effect: local_only");
        };
        rules.set(index, other);
        return new Draft(draft.byDefault(), draft.levels(), rules);
    }

    private static Effect decide(PolicySet policy, Facts facts) {
        return new CompiledPolicy(policy, new PolicyVersion("p", 1, policy.sha256()))
                .decide(facts)
                .effect();
    }
}
