package dev.weir.localmodels.onnx;

import java.time.Duration;

/**
 * How a session uses the processor.
 *
 * @param threads threads that share one operator, the calling one included; at least 1
 * @param spin how long idle threads poll for work before they sleep: a little is much faster, more only burns processor
 *     time between runs
 */
public record OnnxSessionOptions(int threads, Duration spin) {

    /** Polling for this long keeps the speed of endless polling (measured on two cores). */
    public static final Duration DEFAULT_SPIN = Duration.ofNanos(50_000);

    public OnnxSessionOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a session has at least 1 thread, was " + threads);
        }
    }
}
