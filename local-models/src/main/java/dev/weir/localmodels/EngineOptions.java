package dev.weir.localmodels;

import java.nio.file.Path;

/**
 * How a model is run.
 *
 * @param threads processor threads that share one step, at least 1
 * @param slots generations at work at once, at least 1; each holds its own cache of keys and values
 * @param queue generations that may wait for a slot, at least 0
 * @param contextWindow most tokens of prompt and answer together, at least 2; the model's own limit may be lower
 * @param precision how exactly it is computed
 * @param cacheDir folder for imported models and unpacked native libraries, made if need be
 */
public record EngineOptions(int threads, int slots, int queue, int contextWindow, Precision precision, Path cacheDir) {

    private static final int DEFAULT_SLOTS = 4;
    private static final int DEFAULT_QUEUE = 64;
    private static final int DEFAULT_WINDOW = 8192;

    public EngineOptions {
        require(threads >= 1, "threads is at least 1", threads);
        require(slots >= 1, "slots is at least 1", slots);
        require(queue >= 0, "queue is at least 0", queue);
        require(contextWindow >= 2, "contextWindow is at least 2", contextWindow);
    }

    /** All processors, 4 slots, 64 waiting, a window of 8,192 tokens, exact. */
    public static EngineOptions defaults(Path cacheDir) {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(),
                DEFAULT_SLOTS,
                DEFAULT_QUEUE,
                DEFAULT_WINDOW,
                Precision.EXACT,
                cacheDir);
    }

    private static void require(boolean holds, String claim, int value) {
        if (!holds) {
            throw new IllegalArgumentException(claim + ", was " + value);
        }
    }
}
