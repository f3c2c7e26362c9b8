package dev.weir.gateway.inference.local;

import dev.weir.localmodels.GenerationEvent;

/**
 * The events of all choices of one request, as they come. Read by one thread; {@link #close} may be called by any
 * thread and more than once, and cancels every generation.
 */
interface ChoiceEvents extends AutoCloseable {

    /** One event of the choice with this index. */
    record ChoiceEvent(int choice, GenerationEvent event) {}

    /** Waits for the next event. Must not be called again once every choice has ended. */
    ChoiceEvent next() throws InterruptedException;

    @Override
    void close();
}
