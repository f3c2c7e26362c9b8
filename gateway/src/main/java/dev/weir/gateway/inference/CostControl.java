package dev.weir.gateway.inference;

import dev.weir.gateway.budget.Budgets;
import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.cost.Tariff;
import dev.weir.gateway.cost.TokenBound;
import dev.weir.policy.Effect;
import dev.weir.policy.rules.Budget;
import dev.weir.router.selection.RouteReason;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the most that a call can cost aside before it leaves, and says what follows where a budget of the policy has no
 * room for it. Thread-safe.
 */
final class CostControl {

    private static final Logger LOG = LoggerFactory.getLogger(CostControl.class);

    private final Budgets budgets;
    private final ModelDirectory models;

    CostControl(Budgets budgets, ModelDirectory models) {
        this.budgets = budgets;
        this.models = models;
    }

    /** Whether a call may leave as far as money goes. */
    sealed interface Admission {

        record Granted(Bill bill) implements Admission {}

        /**
         * It may not.
         *
         * @param effect {@code LOCAL_ONLY} or {@code BLOCK}
         */
        record Denied(RouteReason reason, Effect effect) implements Admission {}
    }

    /** The bill of a request that stays here or is refused. */
    Bill free(Voyage voyage) {
        return new Bill(voyage.decisionId(), Optional.empty(), yardstick(voyage));
    }

    /**
     * Sets aside what a call can cost, on disk once it returns.
     *
     * @throws dev.weir.gateway.audit.AuditUnavailableException if that can't be had; then the call must not leave
     */
    Admission admit(Voyage voyage, Course.Cloud course) {
        List<Budget> limits = voyage.policy().rules().policy().budgets();
        Pricing pricing = course.provider().pricing();
        Optional<Tariff> tariff = pricing.at(voyage.at());
        Optional<TokenBound> bound =
                tariff.flatMap(_ -> pricing.bound(course.body().json()));
        if (!limits.isEmpty() && bound.isEmpty()) {
            return new Admission.Denied(RouteReason.PRICE_UNKNOWN, Effect.LOCAL_ONLY);
        }
        if (tariff.isEmpty()) {
            return new Admission.Granted(free(voyage));
        }
        Bill.Call call = new Bill.Call(tariff.get(), bound, cost -> budgets.settle(voyage.decisionId(), cost));
        Budgets.Booking booking = new Budgets.Booking(
                voyage.decisionId(),
                voyage.caller().keyId(),
                voyage.caller().team(),
                voyage.at(),
                call.mostMicroUsd(),
                limits);
        return switch (budgets.reserve(booking)) {
            case Budgets.Answer.Reserved _ ->
                new Admission.Granted(new Bill(voyage.decisionId(), Optional.of(call), yardstick(voyage)));
            case Budgets.Answer.Spent spent -> {
                LOG.info(
                        "decision {}: no room in the budget by {} and {} until {}",
                        voyage.decisionId(),
                        spent.budget().scope(),
                        spent.budget().period(),
                        spent.until());
                yield new Admission.Denied(
                        RouteReason.BUDGET_SPENT, spent.budget().whenSpent());
            }
        };
    }

    private Optional<Tariff> yardstick(Voyage voyage) {
        return models.firstCloud().flatMap(provider -> provider.pricing().at(voyage.at()));
    }
}
