package dev.weir.localmodels;

import java.time.Duration;
import java.util.List;

/** What a {@link Generation} delivers: text piece by piece, then one end. */
public sealed interface GenerationEvent {

    /**
     * A piece of the answer: whole characters only, nothing of a stop sequence. May be empty when it only carries
     * log-probabilities.
     *
     * @param tokens the tokens that this piece completes; empty unless log-probabilities were asked for
     */
    record TextDelta(String text, List<TokenLogprob> tokens) implements GenerationEvent {
        public TextDelta {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * The answer is complete.
     *
     * @param promptTokens tokens of the prompt
     * @param completionTokens tokens generated, that of the end or of a stop sequence included
     * @param queued time spent waiting for a slot
     * @param timeToFirstToken from the start of prefill to the first token
     * @param total from the start of prefill to the end
     */
    record Finished(
            FinishReason reason,
            int promptTokens,
            int completionTokens,
            Duration queued,
            Duration timeToFirstToken,
            Duration total)
            implements GenerationEvent {}

    /** The answer broke off. {@code cause} says why in words fit for a log; it holds no text of the conversation. */
    record Failed(String cause) implements GenerationEvent {}

    /** Why a complete answer ended. */
    enum FinishReason {
        /** The model ended its turn, or a stop sequence came. */
        STOP,
        /** The token limit or the model's window was reached. */
        LENGTH
    }
}
