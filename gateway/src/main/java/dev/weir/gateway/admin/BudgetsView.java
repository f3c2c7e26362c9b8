package dev.weir.gateway.admin;

import dev.weir.gateway.budget.Budgets.Standing;
import java.time.Instant;
import java.util.List;

/**
 * How the budgets of the policy in force stand, as JSON. Money is in micro-USD.
 *
 * @param budgets one for each holder that has spent or reserved something in its period
 */
record BudgetsView(Instant asOf, DecisionSummary.Policy policy, List<Line> budgets) {
    BudgetsView {
        budgets = List.copyOf(budgets);
    }

    /**
     * One budget of one holder.
     *
     * @param scope {@code key}, {@code team} or {@code gateway}
     * @param holder id of the key, name of the team, or {@code gateway}
     * @param period {@code hour}, {@code day} or {@code month}
     * @param reservedMicroUsd set aside for calls under way, or of which nobody knows how they ended
     * @param whenSpent {@code local_only} or {@code block}
     */
    record Line(
            String scope,
            String holder,
            String period,
            Instant from,
            Instant until,
            long limitMicroUsd,
            long spentMicroUsd,
            long reservedMicroUsd,
            long leftMicroUsd,
            String whenSpent) {

        static Line of(Standing standing) {
            return new Line(
                    DecisionSummary.lowerCase(standing.budget().scope()),
                    standing.holder(),
                    DecisionSummary.lowerCase(standing.budget().period()),
                    standing.from(),
                    standing.until(),
                    standing.budget().limitMicroUsd(),
                    standing.spentMicroUsd(),
                    standing.reservedMicroUsd(),
                    standing.leftMicroUsd(),
                    DecisionSummary.lowerCase(standing.budget().whenSpent()));
        }
    }
}
