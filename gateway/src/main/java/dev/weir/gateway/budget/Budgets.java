package dev.weir.gateway.budget;

import dev.weir.policy.rules.Budget;
import java.time.Instant;
import java.util.List;

/**
 * Sets money aside before a call leaves and settles it after, for every key, team and the gateway, in every hour, day and
 * month (UTC) of its decision. Exact: what is spent and set aside never exceeds a budget that was asked for, and a call is
 * refused only where it would. Thread-safe, and safe across processes on one database.
 */
public interface Budgets {

    /**
     * What a call may cost.
     *
     * @param decisionId of its decision, the name by which it is settled
     * @param at when it was decided
     * @param mostMicroUsd the most that it can cost, 0 or more
     * @param limits the budgets that it must fit into; it counts for every key, team, hour, day and month even where there
     *     are none
     */
    record Booking(String decisionId, String keyId, String team, Instant at, long mostMicroUsd, List<Budget> limits) {
        public Booking {
            limits = List.copyOf(limits);
            if (mostMicroUsd < 0) {
                throw new IllegalArgumentException("a call can't cost " + mostMicroUsd);
            }
        }
    }

    /** What came of a booking. */
    sealed interface Answer {
        /** It fits everywhere and is set aside, on disk. */
        record Reserved() implements Answer {}

        /**
         * It doesn't fit, and nothing was set aside.
         *
         * @param budget one that it doesn't fit into, the strictest of them
         * @param until when that budget starts anew
         */
        record Spent(Budget budget, Instant until) implements Answer {}
    }

    /**
     * Sets the most that a call can cost aside; on disk once it returns.
     *
     * @throws dev.weir.gateway.audit.AuditUnavailableException if that can't be had: then the call must not leave
     */
    Answer reserve(Booking booking);

    /**
     * Replaces what was set aside for a call by what it cost. Does nothing for a call that is settled already. A call that
     * is never settled, because its process died for instance, keeps counting with all that was set aside.
     *
     * @throws dev.weir.gateway.audit.AuditUnavailableException if that can't be written: then it keeps counting as it did
     */
    void settle(String decisionId, long costMicroUsd);

    /** How budgets stand at a moment: one line for each holder that has spent or reserved something. */
    List<Standing> standings(List<Budget> budgets, Instant at);

    /**
     * How one budget of one holder stands.
     *
     * @param holder id of the key, name of the team, or {@code gateway}
     * @param from when the period began
     * @param until when it ends
     * @param spentMicroUsd what ended calls have cost
     * @param reservedMicroUsd what is set aside for calls under way, or of which nobody knows how they ended
     */
    record Standing(
            Budget budget, String holder, Instant from, Instant until, long spentMicroUsd, long reservedMicroUsd) {

        /** What can still be set aside, in micro-USD; never negative. */
        public long leftMicroUsd() {
            return Math.max(0, budget.limitMicroUsd() - spentMicroUsd - reservedMicroUsd);
        }
    }
}
