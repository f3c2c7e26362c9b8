package dev.weir.gateway.startup;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that takes long to open and needs nothing but settings, opened on a thread of its own while the application
 * context is put together.
 *
 * @param <T> what is opened
 */
public final class HeadStart<T> {

    private final FutureTask<T> opening;

    private HeadStart(FutureTask<T> opening) {
        this.opening = opening;
    }

    /** Starts to open it. */
    public static <T> HeadStart<T> on(String thread, Callable<T> open) {
        FutureTask<T> opening = new FutureTask<>(open);
        Thread.ofPlatform().name(thread).daemon().start(opening);
        return new HeadStart<>(opening);
    }

    /**
     * Waits until it's open.
     *
     * @throws Exception what opening it threw
     */
    public T await() throws Exception {
        try {
            return opening.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        }
    }
}
