package dev.weir.gateway.inference.local;

import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.local.ChoiceEvents.ChoiceEvent;
import dev.weir.localmodels.GenerationEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of one local answer: an opening for each choice, their pieces as they come, and usage last. */
final class LocalChunkStream implements ChunkStream {

    private final EventReader events;
    private final CompletionWriter writer;
    private final Deque<ObjectNode> ready = new ArrayDeque<>();
    private final UsageCount usage = new UsageCount();
    private int open;

    /** Returns once the first event is there. */
    static LocalChunkStream start(EventReader events, CompletionWriter writer, int choices) {
        LocalChunkStream stream = new LocalChunkStream(events, writer, choices);
        for (int choice = 0; choice < choices; choice++) {
            stream.ready.add(writer.opening(choice));
        }
        stream.take(events.next());
        return stream;
    }

    private LocalChunkStream(EventReader events, CompletionWriter writer, int choices) {
        this.events = events;
        this.writer = writer;
        this.open = choices;
    }

    @Override
    public Optional<ObjectNode> next() {
        while (ready.isEmpty() && open > 0) {
            take(events.next());
        }
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void close() {
        events.close();
    }

    private void take(ChoiceEvent arrived) {
        int choice = arrived.choice();
        switch (arrived.event()) {
            case GenerationEvent.TextDelta(var text, var tokens) -> {
                if (!text.isEmpty() || !tokens.isEmpty()) {
                    ready.add(writer.piece(choice, text, tokens));
                }
            }
            case GenerationEvent.Finished finished -> {
                ready.add(writer.closing(choice, finished.reason()));
                usage.add(finished);
                open--;
                if (open == 0) {
                    ready.add(writer.usageChunk(usage.promptTokens(), usage.completionTokens()));
                }
            }
            case GenerationEvent.Failed failed -> throw events.brokenOff(failed);
        }
    }
}
