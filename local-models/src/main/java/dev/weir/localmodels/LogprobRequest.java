package dev.weir.localmodels;

/** Which token log-probabilities to report with an answer. */
public sealed interface LogprobRequest {

    /** None. */
    record None() implements LogprobRequest {}

    /**
     * That of each token delivered, and of the {@code top} likeliest alternatives.
     *
     * @param top 0 to 20
     */
    record PerToken(int top) implements LogprobRequest {
        public PerToken {
            if (top < 0 || top > 20) {
                throw new IllegalArgumentException("top is 0 to 20, was " + top);
            }
        }
    }
}
