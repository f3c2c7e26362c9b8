package dev.weir.localmodels.bench;

/**
 * One thing that is timed.
 *
 * @param context tokens of the prompt
 * @param steps tokens decoded after it; 0 times the prompt itself
 */
record Workload(String name, int context, int steps) {

    boolean isPrefill() {
        return steps == 0;
    }

    /** Tokens that the time is divided by. */
    int tokens() {
        return isPrefill() ? context : steps;
    }
}
