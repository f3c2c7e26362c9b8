package dev.weir.policy.yaml;

import dev.weir.policy.Preference;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.JointOutcomes;
import dev.weir.policy.condition.Truth;
import dev.weir.policy.rules.RuleEffect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares wishes that depend on the difficulty alone: they should divide it between them, without overlap or gap. */
final class WishLint {
    private static final int MOST = 20;

    private final ProblemLog log;

    WishLint(ProblemLog log) {
        this.log = log;
    }

    void check(List<PlacedRule> rules) {
        List<PlacedRule> cloud = wishes(rules, Preference.CLOUD);
        List<PlacedRule> local = wishes(rules, Preference.LOCAL);
        for (PlacedRule one : cloud) {
            for (PlacedRule other : local) {
                checkOverlap(one, other);
            }
        }
        if (!cloud.isEmpty() && !local.isEmpty()) {
            List<PlacedRule> between = wishes(rules, Preference.LOCAL_FIRST);
            checkGap(Stream.of(cloud, between, local).flatMap(List::stream).toList());
        }
    }

    private static List<PlacedRule> wishes(List<PlacedRule> rules, Preference preference) {
        return rules.stream()
                .filter(placed -> placed.rule().effect() instanceof RuleEffect.Prefer(Preference wish)
                        && wish == preference
                        && placed.rule().when().readsDifficultyAlone())
                .limit(MOST)
                .toList();
    }

    private void checkOverlap(PlacedRule cloud, PlacedRule local) {
        Optional<Set<List<Truth>>> outcomes =
                JointOutcomes.of(List.of(cloud.rule().when(), local.rule().when()));
        if (outcomes.filter(it -> it.contains(List.of(Truth.TRUE, Truth.TRUE))).isPresent()) {
            log.add(
                    ProblemCode.OVERLAPPING_WISHES,
                    cloud.effect(),
                    "`" + cloud.rule().id() + "` and `" + local.rule().id() + "` wish the opposite for the same"
                            + " difficulty",
                    "local wins there; move a threshold so that they don't overlap");
        }
    }

    private void checkGap(List<PlacedRule> wishes) {
        List<Condition> conditions =
                wishes.stream().map(placed -> placed.rule().when()).toList();
        boolean gap = JointOutcomes.of(conditions)
                .filter(outcomes ->
                        outcomes.stream().anyMatch(outcome -> outcome.stream().allMatch(truth -> truth == Truth.FALSE)))
                .isPresent();
        if (gap) {
            log.add(
                    ProblemCode.WISH_GAP,
                    wishes.getFirst().effect(),
                    "some difficulty is wished neither to the cloud nor to the edge",
                    "let the thresholds of `prefer_cloud` and `prefer_local` meet");
        }
    }
}
