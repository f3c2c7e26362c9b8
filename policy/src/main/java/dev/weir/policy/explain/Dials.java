package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.Landmarks;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.rules.LevelRule;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The numbers among one request's facts. A number that isn't known or is out of range has no dial. */
final class Dials {
    private static final String DIFFICULTY = "difficulty";
    private static final String INJECTION = "injection";
    private static final String TOKENS = "tokens";
    private static final String TURNS = "request.turns";
    private static final String FINDINGS = "findings";
    private static final String TIME = "time";

    private static final int MINUTES_A_DAY = (int) Duration.ofDays(1).toMinutes();

    private final Facts facts;
    private final List<Landmarks> landmarks;

    Dials(PolicySet policy, Facts facts) {
        this.facts = facts;
        this.landmarks = Stream.concat(
                        policy.levels().stream().map(LevelRule::when),
                        policy.rules().stream().map(Rule::when))
                .map(Condition::landmarks)
                .toList();
    }

    /** One for each number that some condition reads. */
    List<Dial> all() {
        List<Dial> dials = new ArrayList<>();
        if (reads(DIFFICULTY) && facts.difficulty() >= 0 && facts.difficulty() <= 1) {
            dials.add(share(
                    DIFFICULTY,
                    facts.difficulty(),
                    value -> FactsChange.difficulty(facts, value),
                    new NumberWords("a difficulty of ", "a difficulty ", "", "")));
        }
        if (reads(INJECTION) && facts.injection() >= 0 && facts.injection() <= 1) {
            dials.add(share(
                    INJECTION,
                    facts.injection(),
                    facts::withInjection,
                    new NumberWords("an injection score of ", "an injection score ", "", "")));
        }
        if (reads(TOKENS) && facts.promptTokens() >= 0) {
            dials.add(whole(TOKENS, facts.promptTokens(), "token", value -> FactsChange.tokens(facts, value)));
        }
        if (reads(TURNS) && facts.request().turns() >= 0) {
            dials.add(whole(TURNS, facts.request().turns(), "message", value -> FactsChange.turns(facts, value)));
        }
        if (reads(FINDINGS)) {
            dials.addAll(new FindingDials(facts, entities(), numbers(FINDINGS)).all());
        }
        facts.spend().stream()
                .flatMap(spend -> new SpendDials(facts, spend, this::numbers).all().stream())
                .filter(dial -> reads(dial.fact()))
                .forEach(dials::add);
        if (reads(TIME)) {
            dials.add(time());
        }
        return dials;
    }

    private boolean reads(String fact) {
        return landmarks.stream().anyMatch(each -> each.facts().contains(fact));
    }

    /** The numbers of the conditions that read a fact. */
    private Set<Double> numbers(String fact) {
        return landmarks.stream()
                .filter(each -> each.facts().contains(fact))
                .flatMap(each -> each.numbers().stream())
                .collect(Collectors.toSet());
    }

    private Set<Entity> entities() {
        return landmarks.stream().flatMap(each -> each.entities().stream()).collect(Collectors.toSet());
    }

    /** Every double has its place: the bits of positive ones are in their order. */
    private Dial share(String fact, double now, DoubleFunction<Facts> turned, NumberWords words) {
        return new Dial(
                fact,
                Double.doubleToLongBits(now + 0.0),
                0,
                Double.doubleToLongBits(1),
                position ->
                        BigDecimal.valueOf(Double.longBitsToDouble(position)).stripTrailingZeros(),
                value -> value < 0 ? -1 : Double.doubleToLongBits(value + 0.0),
                withTenths(numbers(fact)),
                position -> turned.apply(Double.longBitsToDouble(position)),
                (from, to) -> Math.abs(from - to),
                words);
    }

    private Dial whole(String fact, long now, String noun, IntFunction<Facts> turned) {
        return new Dial(
                fact,
                now,
                0,
                Integer.MAX_VALUE,
                BigDecimal::valueOf,
                value -> (long) Math.floor(value),
                numbers(fact),
                value -> turned.apply(Math.toIntExact(value)),
                Dial.Scale::relative,
                NumberWords.counting(noun, noun + "s"));
    }

    /** Conditions read hours and minutes, in any time zone and as often as they like, so each minute is tried. */
    private Dial time() {
        Instant midnight = facts.at().truncatedTo(ChronoUnit.DAYS);
        Duration within = Duration.between(midnight, facts.at());
        Duration seconds = within.minusMinutes(within.toMinutes());
        return new Dial(
                TIME,
                within.toMinutes(),
                0,
                MINUTES_A_DAY - 1,
                BigDecimal::valueOf,
                value -> (long) Math.floor(value),
                IntStream.range(0, MINUTES_A_DAY)
                        .mapToObj(minute -> (double) minute)
                        .toList(),
                minute -> FactsChange.time(facts, midnight.plus(seconds).plus(Duration.ofMinutes(minute))),
                (from, to) -> Math.abs(from - to) / MINUTES_A_DAY,
                new TimeWords());
    }

    /** Reckoning with a share may put the change elsewhere than at a number that is written down. */
    private static Collection<Double> withTenths(Set<Double> numbers) {
        List<Double> all = new ArrayList<>(numbers);
        IntStream.rangeClosed(0, 10).forEach(tenth -> all.add(tenth / 10.0));
        return all;
    }
}
