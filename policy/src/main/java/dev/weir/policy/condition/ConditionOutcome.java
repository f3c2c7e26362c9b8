package dev.weir.policy.condition;

/** What came of evaluating a condition. */
public sealed interface ConditionOutcome {

    /** It holds or it doesn't. */
    record Decided(boolean holds) implements ConditionOutcome {}

    /**
     * It could not be evaluated.
     *
     * @param reason why, in lower case with underscores and without any value
     */
    record Failed(String reason) implements ConditionOutcome {}
}
