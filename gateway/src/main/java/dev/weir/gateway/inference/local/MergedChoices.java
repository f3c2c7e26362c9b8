package dev.weir.gateway.inference.local;

import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The events of several generations in the order in which they come. One virtual thread reads each generation; the
 * queue between is bounded by the tokens that were asked for.
 */
final class MergedChoices implements ChoiceEvents {

    private final List<Generation> generations;
    private final BlockingQueue<ChoiceEvent> arrived = new LinkedBlockingQueue<>();

    private MergedChoices(List<Generation> generations) {
        this.generations = List.copyOf(generations);
    }

    static MergedChoices of(List<Generation> generations) {
        MergedChoices merged = new MergedChoices(generations);
        for (int choice = 0; choice < generations.size(); choice++) {
            merged.startReading(choice);
        }
        return merged;
    }

    private void startReading(int choice) {
        Thread.ofVirtual().name("choice-" + choice).start(() -> read(choice));
    }

    private void read(int choice) {
        GenerationEvent event;
        do {
            event = nextOf(choice);
            arrived.add(new ChoiceEvent(choice, event));
        } while (event instanceof GenerationEvent.TextDelta);
    }

    private GenerationEvent nextOf(int choice) {
        try {
            return generations.get(choice).next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GenerationEvent.Failed("the reading thread was interrupted");
        } catch (RuntimeException e) {
            return new GenerationEvent.Failed("the engine threw " + e.getClass().getSimpleName());
        }
    }

    @Override
    public ChoiceEvent next() throws InterruptedException {
        return arrived.take();
    }

    @Override
    public void close() {
        generations.forEach(Generation::close);
    }
}
