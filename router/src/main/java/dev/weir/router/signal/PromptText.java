package dev.weir.router.signal;

import java.util.List;

/**
 * The parts of a request that signals read.
 *
 * @param system system and developer text, joined
 * @param turns user and assistant text, oldest first; the last is what is asked now
 */
public record PromptText(String system, List<Turn> turns, boolean tools, boolean structuredOutput) {
    public PromptText {
        turns = List.copyOf(turns);
    }

    /** One message. */
    public record Turn(boolean fromUser, String text) {}
}
