package dev.weir.gateway.inference.local;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.EngineLoad;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.ModelDescription;
import dev.weir.localmodels.ModelId;
import dev.weir.localmodels.TokenIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A local model that plays a script per generation and remembers what it was asked. A script without an end waits
 * until the generation is closed. One token per character of the prompt.
 */
final class ScriptedModel implements LocalModel {

    static final int WINDOW = 200;

    private final Function<GenerationRequest, List<GenerationEvent>> script;
    final List<List<ChatMessage>> conversations = Collections.synchronizedList(new ArrayList<>());
    final List<GenerationRequest> requests = new CopyOnWriteArrayList<>();
    final List<ScriptedGeneration> generations = new CopyOnWriteArrayList<>();

    ScriptedModel(Function<GenerationRequest, List<GenerationEvent>> script) {
        this.script = script;
    }

    static ScriptedModel playing(GenerationEvent... events) {
        return new ScriptedModel(_ -> List.of(events));
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(new ModelId("tiny"), WINDOW, 1000, "llama", "0123456789abcdef");
    }

    @Override
    public TokenIds prompt(List<ChatMessage> conversation) {
        conversations.add(conversation);
        return tokenise(conversation.stream()
                .map(message -> message.role() + ":" + message.content())
                .collect(Collectors.joining("\n")));
    }

    @Override
    public TokenIds tokenise(String text) {
        return TokenIds.of(text.chars().toArray());
    }

    @Override
    public Generation generate(GenerationRequest request) {
        requests.add(request);
        ScriptedGeneration generation = new ScriptedGeneration(script.apply(request));
        generations.add(generation);
        return generation;
    }

    @Override
    public EngineLoad load() {
        return new EngineLoad(0, 0, 1);
    }

    @Override
    public void close() {
        generations.forEach(ScriptedGeneration::close);
    }

    /** Plays its events, then waits for its end. */
    static final class ScriptedGeneration implements Generation {

        private final BlockingQueue<GenerationEvent> events = new LinkedBlockingQueue<>();
        volatile boolean closed;

        ScriptedGeneration(List<GenerationEvent> script) {
            events.addAll(script);
        }

        @Override
        public GenerationEvent next() throws InterruptedException {
            return events.take();
        }

        @Override
        public void close() {
            closed = true;
            events.add(new GenerationEvent.Failed("cancelled"));
        }
    }
}
