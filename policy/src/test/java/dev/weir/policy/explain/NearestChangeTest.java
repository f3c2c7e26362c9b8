package dev.weir.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.explain.Counterfactual.Direction;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RandomPolicies;
import dev.weir.policy.yaml.Catalogue;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random policies, and every number among random facts turned by hand: what the explanation calls the nearest change is
 * one, and no value between it and the fact changes the verdict; where it tells of none, no value does.
 */
class NearestChangeTest {
    private static final int POLICIES = 10;
    private static final int FACTS = 3;
    private static final int NEIGHBOURS = 100;
    private static final double STEPS = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void explain_randomPolicies_nothingNearerChangesTheVerdict(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int changes = 0;
        List<PolicySet> drawn = Stream.generate(() -> policies.draft().policy())
                .filter(policy -> !reckons(policy))
                .limit(2 * POLICIES)
                .toList();
        for (PolicySet set : drawn) {
            CompiledPolicy policy = compiled(set);
            for (int j = 0; j < FACTS; j++) {
                changes += check(policy, policies.facts());
            }
        }
        assertThat(changes).isGreaterThan(5);
    }

    /** Where a condition reckons with a number, a change is promised to hold but not to be the nearest one. */
    private static boolean reckons(PolicySet policy) {
        return policy.rules().stream().anyMatch(rule -> rule.when().source().contains("/"))
                || policy.levels().stream()
                        .anyMatch(level -> level.when().source().contains("/"));
    }

    /** A window is easily jumped over: on both sides of it the verdict is the same. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9, 10})
    void explain_windows_noneJumpedOver(long seed) {
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        int changes = 0;
        for (int i = 0; i < 2 * POLICIES; i++) {
            changes += check(compiled(windows(random)), policies.facts());
        }
        assertThat(changes).isGreaterThan(20);
    }

    private static PolicySet windows(Random random) {
        StringBuilder yaml = new StringBuilder(
                "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\ndefault: {cloud: as_is}\nrules:\n");
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            String effect = List.of("block", "local_only", "{cloud: pseudonymised}", "prefer_cloud")
                    .get(random.nextInt(4));
            yaml.append("- {id: r%d, when: \"%s\", effect: %s}\n".formatted(i, window(random), effect));
        }
        return Catalogue.loaded(yaml.toString()).policy();
    }

    private static String window(Random random) {
        int from = random.nextInt(20, 400);
        int to = from + random.nextInt(1, 9);
        return switch (random.nextInt(6)) {
            case 0 -> "difficulty >= 0.%03d && difficulty < 0.%03d".formatted(from, to);
            case 1 -> "tokens > %d && tokens <= %d".formatted(from, to);
            case 2 -> "request.turns == %d".formatted(from);
            case 3 -> "findings.count('email') >= %d && findings.count('email') < %d".formatted(from, to);
            case 4 -> "spend.team.day > %d.25 && spend.team.day <= %d.5".formatted(from, to);
            default -> "time.getMinutes('Asia/Kathmandu') == %d && time.getHours() > %d".formatted(from % 60, to % 24);
        };
    }

    /** How many changes the explanation tells of. */
    private static int check(CompiledPolicy policy, Facts facts) {
        Explanation explanation = PolicyExplainer.explain(policy, facts);
        int changes = 0;
        for (Dial dial : new Dials(policy.policy(), facts).all()) {
            for (Direction direction : Direction.values()) {
                Optional<Counterfactual> told = explanation.counterfactuals().stream()
                        .filter(each -> each.fact().equals(dial.fact()) && each.direction() == direction)
                        .findFirst();
                told.ifPresent(claim -> assertChanges(policy, dial, explanation.decision(), claim));
                assertNothingNearer(policy, dial, explanation.decision(), direction, told);
                changes += told.isPresent() ? 1 : 0;
            }
        }
        return changes;
    }

    private static void assertChanges(CompiledPolicy policy, Dial dial, PolicyDecision now, Counterfactual claim) {
        assertThat(verdict(policy, dial, position(dial, claim)))
                .as(claim.sentence())
                .isNotEqualTo(verdict(now))
                .containsExactly(claim.effect(), claim.targetEffects(), claim.preference());
    }

    private static void assertNothingNearer(
            CompiledPolicy policy, Dial dial, PolicyDecision now, Direction direction, Optional<Counterfactual> told) {
        NavigableSet<Long> grid = grid(dial);
        long end = direction == Direction.UP ? dial.most() + 1 : dial.least() - 1;
        long limit = told.map(claim -> position(dial, claim)).orElse(end);
        NavigableSet<Long> between = direction == Direction.UP
                ? grid.subSet(dial.now(), false, limit, false)
                : grid.subSet(limit, false, dial.now(), false);

        assertThat(between)
                .allSatisfy(place -> assertThat(verdict(policy, dial, place))
                        .as(
                                "%s %s of %s",
                                dial.fact(), dial.value(place), policy.policy().rules())
                        .isEqualTo(verdict(now)));
    }

    /** Every neighbour, what stands beside a number of a condition, and steps over the whole range that conditions use. */
    private static NavigableSet<Long> grid(Dial dial) {
        NavigableSet<Long> grid = new TreeSet<>();
        for (long beside = -NEIGHBOURS; beside <= NEIGHBOURS; beside++) {
            add(grid, dial, dial.now() + beside);
        }
        for (int step = 0; step <= STEPS; step++) {
            add(grid, dial, dial.position().applyAsLong(step / STEPS));
            add(grid, dial, dial.position().applyAsLong((double) step));
        }
        add(grid, dial, dial.most());
        return grid;
    }

    private static void add(NavigableSet<Long> grid, Dial dial, long position) {
        if (position >= dial.least() && position <= dial.most()) {
            grid.add(position);
        }
    }

    private static long position(Dial dial, Counterfactual claim) {
        long position = dial.position().applyAsLong(claim.to().doubleValue());
        assertThat(dial.value(position)).isEqualByComparingTo(claim.to());
        return position;
    }

    private static List<Object> verdict(CompiledPolicy policy, Dial dial, long position) {
        return verdict(policy.decide(dial.turned().apply(position)));
    }

    private static List<Object> verdict(PolicyDecision decision) {
        return List.of(decision.effect(), decision.targetEffects(), decision.preference());
    }

    private static CompiledPolicy compiled(PolicySet policy) {
        return new CompiledPolicy(policy, new PolicyVersion(policy.name(), 1, policy.sha256()));
    }
}
