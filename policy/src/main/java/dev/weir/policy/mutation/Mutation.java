package dev.weir.policy.mutation;

/**
 * One small change.
 *
 * @param value what stands there after it
 * @param hint what a case would have to show to tell the difference
 */
record Mutation(Kind kind, String value, String hint) {

    enum Kind {
        THRESHOLD,
        COMPARISON,
        CONNECTIVE,
        DROPPED_OPERAND,
        NEGATED,
        DROPPED_RULE,
        LOOSER_EFFECT,
        STRICTER_EFFECT,
        OTHER_PREFERENCE,
        OTHER_LEVEL,
        OTHER_CAPTURE
    }
}
