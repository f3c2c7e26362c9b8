package dev.weir.policy.trace;

/**
 * One rule or sensitivity level, evaluated.
 *
 * @param id the rule's id
 * @param line its line in the policy file, from 1
 * @param condition its condition as written
 * @param effect what it does when it matches, as written
 * @param outcome what came of it
 * @param detail values or error behind the outcome, without content; may be empty
 */
public record TraceNode(String id, int line, String condition, String effect, Outcome outcome, String detail) {

    /** What came of evaluating a condition. */
    public enum Outcome {
        MATCHED,
        NOT_MATCHED,
        /** The condition failed; it counts as matched. */
        ERRORED
    }
}
