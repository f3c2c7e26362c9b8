package dev.weir.gateway.inference.local;

import dev.weir.gateway.difficulty.AnswerSheet;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationEvent.FinishReason;
import dev.weir.localmodels.TokenLogprob;
import dev.weir.router.signal.FinishedAnswer;
import dev.weir.router.signal.TokenCertainty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * The events of an answer that is complete and that nobody has seen: first for the judge, then once more as if they came
 * just now.
 */
final class HeldBack {

    private final List<ChoiceEvents.ChoiceEvent> events = new ArrayList<>();

    private HeldBack() {}

    /** Reads to the end. */
    static HeldBack read(EventReader reader, int choices) {
        HeldBack held = new HeldBack();
        int open = choices;
        while (open > 0) {
            ChoiceEvents.ChoiceEvent arrived = reader.next();
            switch (arrived.event()) {
                case GenerationEvent.TextDelta _ -> {}
                case GenerationEvent.Finished _ -> open--;
                case GenerationEvent.Failed failed -> throw reader.brokenOff(failed);
            }
            held.events.add(arrived);
        }
        return held;
    }

    /** Each choice as a judge sees it. */
    List<FinishedAnswer> answers(int choices) {
        return IntStream.range(0, choices).mapToObj(this::answer).toList();
    }

    private FinishedAnswer answer(int choice) {
        StringBuilder text = new StringBuilder();
        List<TokenCertainty> tokens = new ArrayList<>();
        boolean cutShort = false;
        for (ChoiceEvents.ChoiceEvent arrived : events) {
            if (arrived.choice() == choice) {
                switch (arrived.event()) {
                    case GenerationEvent.TextDelta delta -> {
                        text.append(delta.text());
                        delta.tokens().forEach(token -> tokens.add(AnswerSheet.certainty(token)));
                    }
                    case GenerationEvent.Finished end -> cutShort = end.reason() == FinishReason.LENGTH;
                    case GenerationEvent.Failed _ -> {}
                }
            }
        }
        return new FinishedAnswer(text.toString(), tokens, cutShort);
    }

    /**
     * The same events once more.
     *
     * @param topLogprobs as the client asked: how many of the likeliest tokens to show at each place, if any at all
     */
    ChoiceEvents again(OptionalInt topLogprobs) {
        Queue<ChoiceEvents.ChoiceEvent> left = new ArrayDeque<>(events);
        return new ChoiceEvents() {
            @Override
            public ChoiceEvent next() {
                ChoiceEvent next = left.remove();
                return next.event() instanceof GenerationEvent.TextDelta(var text, var tokens)
                        ? new ChoiceEvent(
                                next.choice(), new GenerationEvent.TextDelta(text, shown(tokens, topLogprobs)))
                        : next;
            }

            @Override
            public void close() {
                left.clear();
            }
        };
    }

    private static List<TokenLogprob> shown(List<TokenLogprob> tokens, OptionalInt topLogprobs) {
        return topLogprobs.isEmpty()
                ? List.of()
                : tokens.stream()
                        .map(token -> shown(token, topLogprobs.getAsInt()))
                        .toList();
    }

    private static TokenLogprob shown(TokenLogprob token, int alternatives) {
        List<TokenLogprob> top = token.top().stream().limit(alternatives).toList();
        return new TokenLogprob(token.id(), token.text(), token.bytes(), token.logprob(), top);
    }
}
