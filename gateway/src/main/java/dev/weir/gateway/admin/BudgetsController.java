package dev.weir.gateway.admin;

import dev.weir.gateway.budget.Budgets;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.policy.PolicyInForce;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the budgets of the policy in force have left. */
@RestController
class BudgetsController {

    private final Budgets budgets;
    private final CurrentPolicy policy;
    private final InstantSource clock;

    BudgetsController(Budgets budgets, CurrentPolicy policy, InstantSource clock) {
        this.budgets = budgets;
        this.policy = policy;
        this.clock = clock;
    }

    @GetMapping("/api/admin/v1/budgets")
    BudgetsView budgets() {
        Instant now = clock.instant();
        PolicyInForce inForce = policy.get();
        return new BudgetsView(
                now,
                DecisionSummary.Policy.of(inForce.version()),
                budgets.standings(inForce.rules().policy().budgets(), now).stream()
                        .map(BudgetsView.Line::of)
                        .toList());
    }
}
