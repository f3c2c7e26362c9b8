package dev.weir.policy.rules;

import dev.weir.policy.Effect;

/**
 * A limit on what cloud calls may cost.
 *
 * @param limitMicroUsd in micro-USD, positive
 * @param whenSpent the least strict effect once it is spent: {@code LOCAL_ONLY} or {@code BLOCK}
 */
public record Budget(Scope scope, Period period, long limitMicroUsd, Effect whenSpent) {
    public Budget {
        if (limitMicroUsd <= 0) {
            throw new IllegalArgumentException("a budget is positive, was " + limitMicroUsd);
        }
    }

    /** Whose spending counts together. */
    public enum Scope {
        KEY,
        TEAM,
        GATEWAY
    }

    /** How often it starts anew. */
    public enum Period {
        HOUR,
        DAY,
        MONTH
    }
}
