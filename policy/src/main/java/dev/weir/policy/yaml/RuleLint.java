package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.Preference;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.JointOutcomes;
import dev.weir.policy.condition.Truth;
import dev.weir.policy.rules.Rule;
import dev.weir.policy.rules.RuleEffect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for rules that can't do what their author meant: that change nothing, whatever the facts, that no target can
 * meet, or wishes that contradict each other. All of it is warned of; nothing of it lets more out.
 */
final class RuleLint {
    /** Atoms looked at for pairs of rules; what goes beyond is not compared, so that loading stays quick. */
    private static final long MOST_WORK = 2_000_000;

    private static final String ONLY_TIGHTEN =
            "rules only tighten; to let requests leave, open the cloud with `default: {cloud: as_is}`";

    private final ProblemLog log;
    private final Effect byDefault;
    private final List<Facts.Target> targets;
    private long work;

    /** With the targets that exist, if they are known. */
    RuleLint(ProblemLog log, Effect byDefault, List<Facts.Target> targets) {
        this.log = log;
        this.byDefault = byDefault;
        this.targets = targets;
    }

    void check(List<PlacedRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            PlacedRule placed = rules.get(i);
            if (isNeedless(placed.rule())) {
                reportNeedless(placed, "changes nothing");
            } else if (isLooser(placed.rule().effect())) {
                reportNeedless(placed, "loosens nothing");
            } else {
                shadowOf(rules, i).ifPresent(other -> reportShadow(placed, other));
                checkTargets(placed);
            }
        }
        new WishLint(log).check(rules);
    }

    /** Whether the default does as much, also where the condition fails, which closes the cloud. */
    private boolean isNeedless(Rule rule) {
        Optional<RuleEffect> always = Optional.of(new RuleEffect.Tighten(byDefault));
        return covers(always, Optional.of(rule.effect()))
                && (covers(always, contribution(rule, Truth.ERROR)) || neverFails(rule.when()));
    }

    static boolean neverFails(Condition when) {
        return JointOutcomes.of(List.of(when))
                .filter(outcomes -> !outcomes.contains(List.of(Truth.ERROR)))
                .isPresent();
    }

    private boolean isLooser(RuleEffect effect) {
        return effect instanceof RuleEffect.Tighten(Effect own) && own.compareTo(byDefault) < 0;
    }

    private void reportNeedless(PlacedRule placed, String what) {
        log.add(
                ProblemCode.CHANGES_NOTHING,
                placed.effect(),
                "`" + placed.rule().effect().written() + "` " + what + ", since the default is `"
                        + RuleEffect.written(byDefault) + "`",
                ONLY_TIGHTEN);
    }

    /** A rule that makes this one needless: whenever this one does something, the other does as much. */
    private Optional<Rule> shadowOf(List<PlacedRule> rules, int index) {
        Rule rule = rules.get(index).rule();
        for (int i = 0; i < rules.size(); i++) {
            Rule other = rules.get(i).rule();
            if (i == index || work > MOST_WORK || !mayShadow(other.when(), rule.when())) {
                continue;
            }
            List<Condition> both = List.of(rule.when(), other.when());
            work += JointOutcomes.work(both);
            Optional<Set<List<Truth>>> outcomes = JointOutcomes.of(both);
            boolean needless = outcomes.filter(it -> covers(other, rule, it)).isPresent();
            // Of two rules that do the same, the later is needless.
            if (needless && (i < index || !covers(rule, other, mirrored(outcomes.get())))) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static boolean mayShadow(Condition other, Condition condition) {
        // Without targets a rule on them does nothing, so it can't stand in for one that always does.
        return (condition.readsTarget() || !other.readsTarget())
                && (other.sharesSubject(condition) || other.source().strip().equals("true"));
    }

    private static Set<List<Truth>> mirrored(Set<List<Truth>> outcomes) {
        return Set.copyOf(outcomes.stream().map(List::reversed).toList());
    }

    /** Whether {@code stronger} does as much as {@code weaker} in each outcome of the two: weaker first. */
    private static boolean covers(Rule stronger, Rule weaker, Set<List<Truth>> outcomes) {
        return outcomes.stream()
                .allMatch(outcome ->
                        covers(contribution(stronger, outcome.getLast()), contribution(weaker, outcome.getFirst())));
    }

    private static boolean covers(Optional<RuleEffect> stronger, Optional<RuleEffect> weaker) {
        if (weaker.isEmpty()) {
            return true;
        }
        return stronger.isPresent()
                && switch (stronger.get()) {
                    case RuleEffect.Tighten(Effect effect) ->
                        switch (weaker.get()) {
                            case RuleEffect.Tighten(Effect less) -> effect.compareTo(less) >= 0;
                            // Where nothing may leave, no wish matters.
                            case RuleEffect.Prefer _ -> !effect.allowsCloud();
                            case RuleEffect.Keep _ -> false;
                        };
                    case RuleEffect.Prefer(Preference wish) ->
                        weaker.get() instanceof RuleEffect.Prefer(Preference less) && wish.compareTo(less) >= 0;
                    case RuleEffect.Keep(Capture least) ->
                        weaker.get() instanceof RuleEffect.Keep(Capture more) && least.least(more) == least;
                };
    }

    private static Optional<RuleEffect> contribution(Rule rule, Truth truth) {
        return switch (truth) {
            case FALSE -> Optional.empty();
            case TRUE -> Optional.of(rule.effect());
            case ERROR -> Optional.of(new RuleEffect.Tighten(rule.effect().whenErrored()));
        };
    }

    private void reportShadow(PlacedRule placed, Rule other) {
        log.add(
                ProblemCode.SHADOWED,
                placed.effect(),
                "the rule `" + placed.rule().id() + "` changes nothing, since `" + other.id()
                        + "` does as much whenever it matches",
                "remove one of them, or correct a condition");
    }

    private void checkTargets(PlacedRule placed) {
        Condition when = placed.rule().when();
        if (targets.isEmpty() || !when.readsTarget()) {
            return;
        }
        boolean none = JointOutcomes.of(List.of(when), targets)
                .filter(outcomes -> outcomes.equals(Set.of(List.of(Truth.FALSE))))
                .isPresent();
        if (none) {
            log.add(
                    ProblemCode.NO_TARGET,
                    placed.effect(),
                    "the rule `" + placed.rule().id() + "` holds for none of the targets there are",
                    "targets: "
                            + String.join(
                                    ", ", targets.stream().map(Facts.Target::id).toList()));
        }
    }
}
