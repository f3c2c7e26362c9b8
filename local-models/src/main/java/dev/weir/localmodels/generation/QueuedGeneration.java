package dev.weir.localmodels.generation;

import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.sampling.Sampler;
import java.util.function.Consumer;

/** A generation as its reader sees it, and what the engine needs to begin it. Thread-safe. */
final class QueuedGeneration implements Generation {

    static final GenerationEvent CANCELLED = new GenerationEvent.Failed("the generation was cancelled");

    private final GenerationRequest request;
    private final Sampler sampler;
    private final Consumer<QueuedGeneration> cancel;
    private final EventQueue events = new EventQueue();
    private final long queuedAt = System.nanoTime();
    private volatile boolean closed;

    /**
     * @param cancel called once when the reader closes
     */
    QueuedGeneration(GenerationRequest request, Sampler sampler, Consumer<QueuedGeneration> cancel) {
        this.request = request;
        this.sampler = sampler;
        this.cancel = cancel;
    }

    GenerationRequest request() {
        return request;
    }

    /** For the engine's thread only. */
    Sampler sampler() {
        return sampler;
    }

    /** When it was queued, on {@link System#nanoTime}'s clock. */
    long queuedAt() {
        return queuedAt;
    }

    boolean isClosed() {
        return closed;
    }

    void emit(GenerationEvent event) {
        events.put(event);
    }

    @Override
    public GenerationEvent next() throws InterruptedException {
        return events.take();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cancel.accept(this);
            emit(CANCELLED);
        }
    }
}
