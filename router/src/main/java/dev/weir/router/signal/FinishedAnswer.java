package dev.weir.router.signal;

import java.util.List;

/**
 * An answer that a local model finished and nobody has seen yet.
 *
 * @param tokens how sure it was of each, in order
 * @param cutShort whether a limit ended it
 */
public record FinishedAnswer(String text, List<TokenCertainty> tokens, boolean cutShort) {

    public FinishedAnswer {
        tokens = List.copyOf(tokens);
    }
}
