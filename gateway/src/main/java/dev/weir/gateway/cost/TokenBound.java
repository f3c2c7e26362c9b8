package dev.weir.gateway.cost;

/**
 * The most tokens that a call can come to.
 *
 * @param prompt of the prompt
 * @param completion of all choices of the answer together
 */
public record TokenBound(int prompt, int completion) {

    public TokenBound {
        if (prompt < 0 || completion < 0) {
            throw new IllegalArgumentException("no such bound: " + prompt + ", " + completion);
        }
    }

    /** Whether a model may have come to this. */
    public boolean allows(Usage usage) {
        return usage.prompt() <= prompt && usage.completion() <= completion;
    }
}
