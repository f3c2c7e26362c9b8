package dev.weir.policy.condition;

import dev.weir.policy.condition.ConditionProblem.Kind;
import dev.weir.policy.condition.Formula.Compared;
import dev.weir.policy.condition.Formula.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the thresholds of a condition against the range of what they are compared with and against each other. A
 * condition that no request can meet closes nothing, though its author meant it to.
 */
final class ThresholdCheck {
    /** Longer conditions are not looked into; none that a person writes is. */
    private static final int MOST_ATOMS = 40;

    /** Atoms looked at for one condition; what goes beyond is not looked into, so that loading stays quick. */
    private static final long MOST_WORK = 1 << 16;

    private final List<ConditionProblem> problems = new ArrayList<>();
    private final List<ConditionProblem> warnings = new ArrayList<>();
    private long work;

    ThresholdCheck(Formula formula) {
        if (formula.atoms().limit(MOST_ATOMS + 1L).count() > MOST_ATOMS) {
            return;
        }
        formula.atoms().forEach(this::checkRange);
        if (problems.isEmpty()) {
            checkPossible(formula);
        }
        if (problems.isEmpty() && formula.atoms().findAny().isPresent()) {
            checkAlways(formula);
        }
    }

    List<ConditionProblem> problems() {
        return problems;
    }

    List<ConditionProblem> warnings() {
        return warnings;
    }

    private void checkRange(Formula atom) {
        if (!(atom instanceof Compared compared)) {
            return;
        }
        Range range = compared.subject().range();
        BigDecimal value = compared.value();
        boolean tooHigh = range == Range.FRACTION && value.compareTo(BigDecimal.ONE) > 0;
        if (value.signum() < 0 || tooHigh) {
            String name = readable(compared.subject().name());
            String help = range == Range.FRACTION ? name + " goes from 0 to 1" : name + " is never less than 0";
            String meant = tooHigh
                    ? scaled(value).map(it -> "; did you mean `" + it + "`?").orElse("")
                    : "";
            problems.add(ConditionProblem.of(
                    Kind.OUT_OF_RANGE,
                    compared.offset(),
                    "`" + plain(value) + "` is out of the range of " + name,
                    help + meant));
        }
    }

    private static Optional<String> scaled(BigDecimal value) {
        return Stream.of(1, 2)
                .map(value::movePointLeft)
                .filter(smaller -> smaller.compareTo(BigDecimal.ONE) <= 0)
                .findFirst()
                .map(ThresholdCheck::plain);
    }

    /** From the outside in: where a conjunction is possible, so is each part of it. */
    private void checkPossible(Formula formula) {
        switch (formula) {
            case Formula.And and -> {
                if (neverHolds(and)) {
                    reportSmallest(and);
                } else {
                    operands(and).forEach(this::checkPossible);
                }
            }
            case Formula.Or or -> {
                checkPossible(or.left());
                checkPossible(or.right());
            }
            case Formula.Not not -> {
                if (!(not.operand() instanceof Compared)) {
                    checkPossible(not.operand());
                }
            }
            case Formula.Choice choice ->
                Stream.of(choice.choice(), choice.yes(), choice.no()).forEach(this::checkPossible);
            case Compared compared -> {
                if (neverHolds(compared)) {
                    reportSmallest(compared);
                }
            }
            case Formula.Constant _, Formula.OneOf _, Formula.Opaque _ -> {}
        }
    }

    /** The operands of a conjunction that aren't conjunctions themselves. */
    private static Stream<Formula> operands(Formula formula) {
        return formula instanceof Formula.And and
                ? Stream.concat(operands(and.left()), operands(and.right()))
                : Stream.of(formula);
    }

    private void reportSmallest(Formula formula) {
        if (formula instanceof Formula.And and) {
            for (Formula part : List.of(and.left(), and.right())) {
                if (neverHolds(part)) {
                    reportSmallest(part);
                    return;
                }
            }
        }
        if (formula.atoms().noneMatch(atom -> atom instanceof Compared)) {
            int offset = 0;
            problems.add(ConditionProblem.of(
                    Kind.IMPOSSIBLE, offset, "no request can meet this condition", "its parts contradict each other"));
            return;
        }
        List<Compared> compared = formula.atoms()
                .filter(Compared.class::isInstance)
                .map(Compared.class::cast)
                .toList();
        String name = readable(compared.getFirst().subject().name());
        String message = compared.size() == 1 && formula.atoms().count() == 1
                ? "no value of " + name + " meets this threshold"
                : "no request can meet these thresholds at once";
        problems.add(ConditionProblem.of(
                Kind.IMPOSSIBLE, compared.getFirst().offset(), message, "a rule that can't match closes nothing"));
    }

    private void checkAlways(Formula formula) {
        if (outcomes(formula)
                .filter(outcomes -> !outcomes.contains(List.of(Truth.FALSE)))
                .isPresent()) {
            warnings.add(ConditionProblem.of(
                    Kind.ALWAYS_HOLDS, 0, "the condition holds for every request", "write `true` if that is meant"));
        }
    }

    private boolean neverHolds(Formula formula) {
        return formula.atoms().findAny().isPresent()
                && outcomes(formula)
                        .filter(outcomes -> !outcomes.contains(List.of(Truth.TRUE)))
                        .isPresent();
    }

    private Optional<Set<List<Truth>>> outcomes(Formula formula) {
        work += JointOutcomes.workOf(List.of(formula));
        return work > MOST_WORK ? Optional.empty() : JointOutcomes.ofFormulas(List.of(formula), List.of());
    }

    private static String readable(String subject) {
        return subject.contains("(") || subject.contains(" ") ? "the number of findings" : "`" + subject + "`";
    }

    private static String plain(BigDecimal value) {
        return new BigDecimal(value.toString()).stripTrailingZeros().precision() > 17
                ? BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toPlainString()
                : value.stripTrailingZeros().toPlainString();
    }
}
