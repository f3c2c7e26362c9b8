package dev.weir.policy.condition;

import java.util.List;

/**
 * What is wrong with a condition.
 *
 * @param offset where, in code points from the start of the condition
 * @param message what, starting in lower case
 * @param help what to do; may be empty
 * @param unknown a name that isn't known; may be empty
 * @param known names that could have been meant instead
 */
public record ConditionProblem(Kind kind, int offset, String message, String help, String unknown, List<String> known) {

    public ConditionProblem {
        known = List.copyOf(known);
    }

    /** Sorts of problems. */
    public enum Kind {
        SYNTAX,
        TYPE,
        UNKNOWN_FACT,
        UNKNOWN_FUNCTION,
        UNKNOWN_ENTITY,
        UNKNOWN_LEVEL,
        LEVELS_HAVE_NO_ORDER_AS_TEXT,
        UNKNOWN_TEAM,
        UNKNOWN_TARGET,
        UNKNOWN_LABEL,
        PATTERN,
        ALWAYS_FAILS,
        OUT_OF_RANGE,
        IMPOSSIBLE,
        /** A warning: no target is in that region now. */
        UNKNOWN_REGION,
        /** A warning: the condition can never hold. */
        NEVER_HOLDS,
        /** A warning: the condition holds for every request. */
        ALWAYS_HOLDS
    }

    static ConditionProblem of(Kind kind, int offset, String message, String help) {
        return new ConditionProblem(kind, offset, message, help, "", List.of());
    }
}
