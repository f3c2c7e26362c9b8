package dev.weir.gateway.budget;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.policy.rules.Budget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Budgets that know one sum for all holders and periods. Not thread-safe. */
public final class BudgetsOfTest implements Budgets {

    /** What is reserved, by decision. */
    public final Map<String, Long> open = new HashMap<>();
    /** What was settled, in order. */
    public final List<Long> settled = new ArrayList<>();

    public boolean broken;

    /** How often there was no room. */
    public int refused;

    private long taken;

    @Override
    public Answer reserve(Booking booking) {
        if (broken) {
            throw new AuditUnavailableException("the disk is full", new IllegalStateException());
        }
        for (Budget budget : booking.limits()) {
            if (taken + booking.mostMicroUsd() > budget.limitMicroUsd()) {
                refused++;
                return new Answer.Spent(budget, booking.at().plusSeconds(3600));
            }
        }
        taken += booking.mostMicroUsd();
        open.put(booking.decisionId(), booking.mostMicroUsd());
        return new Answer.Reserved();
    }

    @Override
    public void settle(String decisionId, long costMicroUsd) {
        Long most = open.remove(decisionId);
        if (most != null) {
            taken += costMicroUsd - most;
            settled.add(costMicroUsd);
        }
    }

    @Override
    public List<Standing> standings(List<Budget> budgets, Instant at) {
        return List.of();
    }
}
