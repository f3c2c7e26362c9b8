package dev.weir.policy.condition;

import dev.weir.policy.Facts;
import dev.weir.policy.condition.Formula.Range;
import dev.weir.policy.condition.Formula.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What several conditions can come to at once, over all facts there could be. Each subject that they name takes one value
 * from every part into which their thresholds and texts cut its range, and all combinations are tried.
 *
 * <p>INVARIANT: whatever can happen is among the outcomes; some of them may be unable to happen, where a connection
 * between subjects isn't known here. So "never" and "whenever" can be relied on.
 */
public final class JointOutcomes {
    private static final int MOST = 1 << 16;
    private static final String ANY_OTHER = "\u0000";
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final List<Formula> formulas;
    private final Map<String, Subject> subjects = new TreeMap<>();
    private int atoms;
    private final Map<String, Set<BigDecimal>> numbers = new HashMap<>();
    private final Map<String, Set<String>> texts = new HashMap<>();

    private JointOutcomes(List<Formula> formulas) {
        this.formulas = formulas;
        formulas.stream().flatMap(Formula::atoms).forEach(this::note);
    }

    /**
     * The possible outcomes, each in the order of the conditions.
     *
     * @return empty where there are too many combinations to try
     */
    public static Optional<Set<List<Truth>>> of(List<Condition> conditions) {
        return of(conditions, List.of());
    }

    /**
     * The possible outcomes where there are only these cloud targets; with none given, any target may come.
     *
     * @return empty where there are too many combinations to try
     */
    public static Optional<Set<List<Truth>>> of(List<Condition> conditions, List<Facts.Target> targets) {
        return ofFormulas(conditions.stream().map(Condition::formula).toList(), targets);
    }

    static Optional<Set<List<Truth>>> ofFormulas(List<Formula> formulas, List<Facts.Target> targets) {
        JointOutcomes outcomes = new JointOutcomes(formulas);
        List<List<Map<String, Object>>> variables = outcomes.variables(targets);
        if (outcomes.cost(variables) > MOST) {
            return Optional.empty();
        }
        Set<List<Truth>> possible = new HashSet<>();
        outcomes.enumerate(variables, 0, new HashMap<>(), possible);
        return Optional.of(possible);
    }

    private void note(Formula atom) {
        atoms++;
        switch (atom) {
            case Formula.Compared compared -> {
                subjects.put(compared.subject().name(), compared.subject());
                numbers.computeIfAbsent(compared.subject().name(), _ -> new TreeSet<>())
                        .add(compared.value());
            }
            case Formula.OneOf oneOf -> {
                subjects.put(oneOf.subject().name(), oneOf.subject());
                texts.computeIfAbsent(oneOf.subject().name(), _ -> new TreeSet<>())
                        .addAll(oneOf.values());
            }
            case Formula.Opaque opaque -> subjects.put(opaque.subject().name(), opaque.subject());
            case Formula.Constant _, Formula.Not _, Formula.And _, Formula.Or _, Formula.Choice _ -> {}
        }
    }

    /** How many atoms are looked at to find the outcomes of these conditions; at most {@value #MOST} if that is more. */
    public static long work(List<Condition> conditions) {
        return workOf(conditions.stream().map(Condition::formula).toList());
    }

    static long workOf(List<Formula> formulas) {
        JointOutcomes outcomes = new JointOutcomes(formulas);
        return Math.min(MOST, outcomes.cost(outcomes.variables(List.of())));
    }

    private long cost(List<List<Map<String, Object>>> variables) {
        long work = Math.max(1, atoms);
        for (List<Map<String, Object>> variable : variables) {
            work = Math.min(work * variable.size(), MOST + 1L);
        }
        return work;
    }

    private List<List<Map<String, Object>>> variables(List<Facts.Target> targets) {
        List<List<Map<String, Object>>> variables = new ArrayList<>();
        if (!targets.isEmpty()) {
            variables.add(targets.stream().map(JointOutcomes::valuesOf).toList());
        }
        Set<String> settled =
                targets.isEmpty() ? Set.of() : valuesOf(targets.getFirst()).keySet();
        subjects.values().stream()
                .filter(subject -> !settled.contains(subject.name()))
                .forEach(subject -> variables.add(values(subject)
                        .map(value -> Map.of(subject.name(), value))
                        .toList()));
        return variables;
    }

    private static Map<String, Object> valuesOf(Facts.Target target) {
        return Map.of(
                Fact.TARGET_ID.written(), target.id(),
                Fact.TARGET_PROVIDER.written(), target.provider(),
                Fact.TARGET_REGION.written(), target.region());
    }

    private Stream<Object> values(Subject subject) {
        Stream<?> regular = switch (subject.range()) {
            case FRACTION, AMOUNT, COUNT -> numbers(numbers.getOrDefault(subject.name(), Set.of()), subject.range());
            case TEXT -> Stream.concat(texts.getOrDefault(subject.name(), Set.of()).stream(), Stream.of(ANY_OTHER));
            case LEVEL -> ConditionFunctions.levelNames().stream();
            case TRUTH -> Stream.of(true, false);
        };
        return Stream.concat(regular, subject.canFail() ? Stream.of(Formula.MISSING) : Stream.empty());
    }

    /** The thresholds, and one number between each two of them, below the lowest and above the highest. */
    private static Stream<BigDecimal> numbers(Set<BigDecimal> thresholds, Range range) {
        TreeSet<BigDecimal> points = new TreeSet<>(thresholds);
        points.add(BigDecimal.ZERO);
        points.add(range == Range.FRACTION ? BigDecimal.ONE : points.last().add(TWO));
        TreeSet<BigDecimal> candidates = new TreeSet<>(points);
        for (BigDecimal point : points) {
            BigDecimal next = points.higher(point);
            if (range == Range.COUNT) {
                BigDecimal whole = point.setScale(0, RoundingMode.FLOOR);
                candidates.add(whole);
                candidates.add(whole.add(BigDecimal.ONE));
                candidates.add(whole.subtract(BigDecimal.ONE));
            } else if (next != null) {
                candidates.add(point.add(next).divide(TWO));
            }
        }
        return candidates.stream().filter(range::contains);
    }

    private void enumerate(
            List<List<Map<String, Object>>> variables,
            int index,
            Map<String, Object> values,
            Set<List<Truth>> possible) {
        if (index == variables.size()) {
            possible.add(formulas.stream().map(formula -> formula.under(values)).toList());
            return;
        }
        for (Map<String, Object> value : variables.get(index)) {
            values.putAll(value);
            enumerate(variables, index + 1, values, possible);
        }
    }
}
