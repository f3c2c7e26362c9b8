package dev.weir.policy.explain;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.Preference;
import dev.weir.policy.explain.Counterfactual.Bound;
import dev.weir.policy.explain.Counterfactual.Direction;
import dev.weir.policy.rules.CompiledPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks for the nearest change of one number that changes the verdict.
 *
 * <p>Each number is tried, up and down, at every place where a condition may change: at and beside the numbers that the
 * conditions hold, and at doubling distances for conditions that reckon. Between the last place with the old verdict and
 * the first with another, halving finds two neighbours that differ. So a claim always holds, whatever the conditions; and
 * it is the nearest one where each condition compares the number itself with a number that is written down.
 */
final class CounterfactualSearch {
    private final CompiledPolicy policy;
    private final Facts facts;
    private final Verdict now;

    private record Verdict(Effect effect, Map<String, Effect> targetEffects, Preference preference) {
        static Verdict of(PolicyDecision decision) {
            return new Verdict(decision.effect(), decision.targetEffects(), decision.preference());
        }
    }

    CounterfactualSearch(CompiledPolicy policy, Facts facts, PolicyDecision decision) {
        this.policy = policy;
        this.facts = facts;
        this.now = Verdict.of(decision);
    }

    /** At most one for each number and direction, the nearest first. */
    List<Counterfactual> all() {
        List<Counterfactual> found = new ArrayList<>();
        for (Dial dial : new Dials(policy.policy(), facts).all()) {
            NavigableSet<Long> places = places(dial);
            nearest(dial, places.tailSet(dial.now(), false), Direction.UP).ifPresent(found::add);
            nearest(dial, places.headSet(dial.now(), false).descendingSet(), Direction.DOWN)
                    .ifPresent(found::add);
        }
        found.sort(Comparator.comparingDouble(Counterfactual::distance));
        return found;
    }

    private static NavigableSet<Long> places(Dial dial) {
        NavigableSet<Long> places = new TreeSet<>();
        places.add(dial.least());
        places.add(dial.most());
        for (double landmark : dial.landmarks()) {
            long place = dial.position().applyAsLong(landmark);
            for (long beside = -1; beside <= 2; beside++) {
                places.add(Math.clamp(place + beside, dial.least(), dial.most()));
            }
        }
        for (long step = 1; step > 0 && step <= dial.most(); step *= 2) {
            places.add(Math.clamp(dial.now() + step, dial.least(), dial.most()));
            places.add(Math.clamp(dial.now() - step, dial.least(), dial.most()));
        }
        return places;
    }

    private Optional<Counterfactual> nearest(Dial dial, NavigableSet<Long> places, Direction direction) {
        long same = dial.now();
        for (long place : places) {
            if (!verdict(dial, place).equals(now)) {
                return Optional.of(claim(dial, narrowed(dial, same, place), direction));
            }
            same = place;
        }
        return Optional.empty();
    }

    /** The neighbour of a place with the old verdict, which itself has another. */
    private long narrowed(Dial dial, long same, long other) {
        long near = same;
        long far = other;
        while (Math.abs(far - near) > 1) {
            long middle = near + (far - near) / 2;
            if (verdict(dial, middle).equals(now)) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }

    private Counterfactual claim(Dial dial, long to, Direction direction) {
        long step = direction == Direction.UP ? 1 : -1;
        Verdict verdict = verdict(dial, to);
        long next = to + step;
        boolean alone = next >= dial.least()
                && next <= dial.most()
                && !verdict(dial, next).equals(verdict);
        Bound bound = alone ? Bound.EXACT : bound(dial, to, to - step, direction);
        BigDecimal boundary = dial.value(bound == Bound.EXCLUSIVE ? to - step : to);
        return new Counterfactual(
                dial.fact(),
                dial.value(dial.now()),
                dial.value(to),
                direction,
                boundary,
                bound,
                dial.distance(to),
                verdict.effect(),
                verdict.targetEffects(),
                verdict.preference(),
                sentence(dial, verdict, boundary, bound, direction));
    }

    /** Names the rounder of two neighbours: {@code under 0.6}, not {@code at most 0.5999999999999999}. */
    private static Bound bound(Dial dial, long to, long before, Direction direction) {
        int digits = dial.value(to).precision();
        int digitsBefore = dial.value(before).precision();
        boolean rounderBefore = digits == digitsBefore ? direction == Direction.DOWN : digitsBefore < digits;
        boolean none = direction == Direction.DOWN && dial.value(to).signum() == 0;
        return rounderBefore && !none ? Bound.EXCLUSIVE : Bound.INCLUSIVE;
    }

    private String sentence(Dial dial, Verdict then, BigDecimal boundary, Bound bound, Direction direction) {
        return "It "
                + VerdictWords.change(
                        now.effect(), then.effect(), now.targetEffects(), then.targetEffects(), then.preference())
                + " " + dial.words().where(boundary, bound, direction)
                + " (now " + dial.words().value(dial.value(dial.now())) + ").";
    }

    private Verdict verdict(Dial dial, long position) {
        return Verdict.of(policy.decide(dial.turned().apply(position)));
    }
}
