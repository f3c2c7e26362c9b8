package dev.weir.localmodels;

import java.util.List;

/**
 * What to generate.
 *
 * @param prompt tokens to continue, at least one
 * @param sampling how tokens are drawn
 * @param stop texts before which the answer is cut; none of them is ever delivered
 * @param maxTokens most tokens to generate, at least 1; the model's window may end it earlier
 * @param logprobs what to report about each token's probability
 */
public record GenerationRequest(
        TokenIds prompt, SamplingOptions sampling, List<String> stop, int maxTokens, LogprobRequest logprobs) {

    public GenerationRequest {
        stop = List.copyOf(stop);
        if (prompt.size() == 0) {
            throw new IllegalArgumentException("a prompt has at least one token");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is at least 1, was " + maxTokens);
        }
        if (stop.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a stop sequence is not empty");
        }
    }
}
