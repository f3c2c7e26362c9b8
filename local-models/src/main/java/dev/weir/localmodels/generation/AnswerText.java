package dev.weir.localmodels.generation;

import dev.weir.localmodels.GenerationEvent.TextDelta;
import dev.weir.localmodels.TokenLogprob;
import dev.weir.localmodels.sampling.StopSequences;
import dev.weir.localmodels.tokenizer.StreamDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Turns the tokens of one answer into what is delivered: whole characters, up to a stop sequence, with the
 * log-probabilities of the tokens that a piece completes. Not thread-safe.
 */
final class AnswerText {

    private final StreamDecoder decoder = new StreamDecoder();
    private final StopSequences stops;
    /** Tokens not delivered yet, in order. */
    private final Deque<PendingToken> pending = new ArrayDeque<>();
    /** Characters that the tokens so far have become. */
    private long decoded;
    /** Characters delivered. */
    private long delivered;

    AnswerText(List<String> stop) {
        this.stops = new StopSequences(stop);
    }

    /** A token whose text lies from {@code start} to {@code end} in the answer. */
    private record PendingToken(TokenLogprob token, long start, long end) {}

    /** Takes a token's bytes and, if asked for, its log-probability; returns what can be delivered now. */
    Optional<TextDelta> append(byte[] bytes, Optional<TokenLogprob> logprob) {
        String piece = decoder.append(bytes);
        long start = decoded;
        decoded += piece.length();
        logprob.ifPresent(token -> pending.add(new PendingToken(token, start, decoded)));
        return deliver(stops.append(piece), false);
    }

    /** Whether a stop sequence has come; everything before it has been delivered. */
    boolean stopped() {
        return stops.stopped();
    }

    /** What was held back, now that the answer ends. */
    Optional<TextDelta> finish() {
        String rest = stops.append(decoder.finish()) + stops.finish();
        return deliver(rest, true);
    }

    private Optional<TextDelta> deliver(String text, boolean last) {
        delivered += text.length();
        List<TokenLogprob> complete = new ArrayList<>();
        while (!pending.isEmpty() && isComplete(pending.getFirst(), last)) {
            complete.add(pending.removeFirst().token());
        }
        return text.isEmpty() && complete.isEmpty() ? Optional.empty() : Optional.of(new TextDelta(text, complete));
    }

    private boolean isComplete(PendingToken token, boolean last) {
        return token.end() <= delivered || (last && token.start() < delivered);
    }
}
