package dev.weir.localmodels.generation;

import dev.weir.localmodels.EngineLoad;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.QueueFullException;
import dev.weir.localmodels.importer.Hyperparameters;
import dev.weir.localmodels.sampling.Sampler;
import dev.weir.localmodels.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Runs the generations of one model on one thread.
 *
 * <p>Design note. Each turn admits those that wait while slots are free, then takes every running generation one step
 * further: a chunk of its prompt or one token. So none waits longer than one step of each other slot, and each computes
 * exactly what it would compute alone. Batching the steps of one turn into one run is what comes next; it replaces
 * {@link #turn}.
 */
final class GenerationEngine implements AutoCloseable {

    /** A slot keeps its cache of keys and values for the next generation if it is no bigger, in tokens. */
    private static final int KEPT_CAPACITY = 1024;

    private static final String CLOSED = "the model was closed";

    private final Hyperparameters model;
    private final int window;
    private final Decoder decoder;
    private final Tokenizer tokenizer;
    private final WaitingRoom room;
    private final Thread thread;
    /** Of the engine's thread only, as the two below. */
    private final List<ActiveGeneration> running = new ArrayList<>();

    private final Deque<KvCache> free = new ArrayDeque<>();

    private GenerationEngine(
            Hyperparameters model, int window, Decoder decoder, Tokenizer tokenizer, WaitingRoom room) {
        this.model = model;
        this.window = window;
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.room = room;
        this.thread = Thread.ofPlatform().name("weir-generation").daemon().unstarted(this::run);
    }

    /**
     * Starts an engine. It uses decoder and tokenizer until it is closed; their owner closes them afterwards.
     *
     * @param window most tokens of one sequence
     */
    static GenerationEngine start(
            Hyperparameters model, int window, Decoder decoder, Tokenizer tokenizer, WaitingRoom room) {
        GenerationEngine engine = new GenerationEngine(model, window, decoder, tokenizer, room);
        engine.thread.start();
        return engine;
    }

    /**
     * Queues a generation.
     *
     * @throws QueueFullException if too many wait
     * @throws IllegalArgumentException if the request names tokens that the model does not have
     */
    Generation submit(GenerationRequest request) {
        Sampler sampler = Sampler.of(request.sampling(), request.prompt(), model.vocabulary());
        QueuedGeneration generation = new QueuedGeneration(request, sampler, room::leave);
        room.enter(generation);
        return generation;
    }

    EngineLoad load() {
        return room.load();
    }

    private void run() {
        try {
            while (!room.isClosed()) {
                room.admit().forEach(this::begin);
                turn();
            }
        } finally {
            room.close().forEach(waiting -> waiting.emit(new GenerationEvent.Failed(CLOSED)));
            running.forEach(active -> fail(active, CLOSED));
            free.forEach(KvCache::close);
        }
    }

    private void begin(QueuedGeneration generation) {
        KvCache cache = free.isEmpty() ? new KvCache(model, window) : free.pop();
        try {
            running.add(new ActiveGeneration(generation, cache, decoder, tokenizer, window));
        } catch (RuntimeException | Error failure) {
            leave(generation, cache, broken(failure));
        }
    }

    /** Takes every running generation one step further. */
    private void turn() {
        for (Iterator<ActiveGeneration> all = running.iterator(); all.hasNext() && !room.isClosed(); ) {
            ActiveGeneration active = all.next();
            step(active).ifPresent(end -> {
                all.remove();
                leave(active.generation(), active.cache(), end);
            });
        }
    }

    /** Whatever one generation does must not end the others. */
    private static Optional<GenerationEvent> step(ActiveGeneration active) {
        if (active.generation().isClosed()) {
            return Optional.of(QueuedGeneration.CANCELLED);
        }
        try {
            return active.step();
        } catch (RuntimeException | Error failure) {
            active.cache().close();
            return Optional.of(broken(failure));
        }
    }

    private static GenerationEvent broken(Throwable failure) {
        return new GenerationEvent.Failed(
                "the engine failed: " + failure.getClass().getSimpleName());
    }

    /** Frees the slot first, so that whoever sees the end finds it free. */
    private void leave(QueuedGeneration generation, KvCache cache, GenerationEvent end) {
        recycle(cache);
        room.release();
        generation.emit(end);
    }

    private void recycle(KvCache cache) {
        cache.clear();
        if (cache.capacity() > KEPT_CAPACITY) {
            cache.close();
        }
        free.push(cache);
    }

    private static void fail(ActiveGeneration active, String cause) {
        active.generation().emit(new GenerationEvent.Failed(cause));
        active.cache().close();
    }

    /** Ends all generations and waits for the thread, which finishes at most the step that it is in. */
    @Override
    public void close() {
        room.close().forEach(waiting -> waiting.emit(new GenerationEvent.Failed(CLOSED)));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
