package dev.weir.policy.replay;

/** One line of a file of recorded decisions. */
public sealed interface RecordedLine {

    /** From 1. */
    long number();

    /** It holds a decision. */
    record Decision(long number, RecordedDecision decision) implements RecordedLine {}

    /**
     * It can't be read.
     *
     * @param problem why, without what stands there
     */
    record Bad(long number, String problem) implements RecordedLine {}
}
