package dev.weir.localmodels.bench;

import dev.weir.localmodels.ModelSource;
import dev.weir.localmodels.Precision;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param cacheDir folder for imported models
 * @param threads processor threads for either engine, at least 1
 * @param rounds how often each figure is taken, at least 1; engines take turns within a round
 * @param llamaPython a Python interpreter that has {@code llama_cpp}; if empty, {@code python3} is tried
 */
public record BenchmarkOptions(
        ModelSource model, Path cacheDir, int threads, int rounds, Precision precision, Optional<Path> llamaPython) {

    public BenchmarkOptions {
        if (threads < 1 || rounds < 1) {
            throw new IllegalArgumentException(
                    "threads and rounds are at least 1, were %d and %d".formatted(threads, rounds));
        }
    }
}
