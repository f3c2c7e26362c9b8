package dev.weir.policy.diff;

import dev.weir.policy.diff.PolicyChange.Part;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.RuleEffect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares the budgets of two policies by whose spending they limit and how often they start anew. */
final class BudgetDiff {
    private static final int MICRO = 6;

    private BudgetDiff() {}

    static List<PolicyChange> of(List<Budget> before, List<Budget> after) {
        List<PolicyChange> changes = new ArrayList<>();
        List<Budget> gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        List<Budget> come = new ArrayList<>(after);
        before.forEach(come::remove);
        for (Budget was : List.copyOf(gone)) {
            come.stream()
                    .filter(is -> subject(is).equals(subject(was)))
                    .findFirst()
                    .ifPresent(is -> {
                        gone.remove(was);
                        come.remove(is);
                        changes.add(PolicyChange.changed(
                                Part.BUDGET, subject(is), "", written(was), written(is), bearing(was, is)));
                    });
        }
        gone.forEach(
                was -> changes.add(PolicyChange.removed(Part.BUDGET, subject(was), written(was), Bearing.CAN_LOOSEN)));
        come.forEach(
                is -> changes.add(PolicyChange.added(Part.BUDGET, subject(is), written(is), Bearing.TIGHTENS_ONLY)));
        return changes;
    }

    private static Bearing bearing(Budget was, Budget is) {
        boolean loosens =
                is.limitMicroUsd() > was.limitMicroUsd() || is.whenSpent().compareTo(was.whenSpent()) < 0;
        return loosens ? Bearing.CAN_LOOSEN : Bearing.TIGHTENS_ONLY;
    }

    private static String subject(Budget budget) {
        return (budget.scope() + " " + budget.period()).toLowerCase(Locale.ROOT);
    }

    private static String written(Budget budget) {
        BigDecimal usd = BigDecimal.valueOf(budget.limitMicroUsd(), MICRO).stripTrailingZeros();
        return usd.toPlainString() + " USD, then " + RuleEffect.written(budget.whenSpent());
    }
}
