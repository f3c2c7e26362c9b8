package dev.weir.localmodels;

/**
 * One answer being generated.
 *
 * <p>Read by one thread. {@link #close} may be called by any thread, at any time and more than once: it cancels what
 * still waits or runs, within one decoding step.
 */
public interface Generation extends AutoCloseable {

    /**
     * Waits for the next event. After {@link GenerationEvent.Finished} or {@link GenerationEvent.Failed} nothing more
     * comes, and further calls return that last event again.
     *
     * @throws InterruptedException if the calling thread is interrupted; the generation goes on until closed
     */
    GenerationEvent next() throws InterruptedException;

    @Override
    void close();
}
