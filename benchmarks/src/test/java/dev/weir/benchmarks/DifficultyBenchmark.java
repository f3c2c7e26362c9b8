package dev.weir.benchmarks;

import dev.weir.localmodels.embed.SentenceEmbedder;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import dev.weir.router.model.DifficultyEstimator;
import dev.weir.router.model.DifficultyModelFile;
import dev.weir.router.model.TextEmbedder;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.PromptText;
import dev.weir.router.signal.PromptText.Turn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to judge a prompt of about 500 tokens, in full and at a glance? The goal is 15 ms at the 95th
 * percentile on an idle machine of two cores.
 *
 * <pre>
 * mvn -q -pl benchmarks -am -Pbench test -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dbench="DifficultyBenchmark -rf json -rff target/difficulty.json"
 * </pre>
 *
 * Results: {@code docs/routing.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DifficultyBenchmark {

    private static final int SENTENCES = 28;
    private static final int THREADS = 2;

    private final PromptText prompt = prompt();
    private Optional<SentenceEmbedder> embedder = Optional.empty();
    private Optional<DifficultyEstimator> estimator = Optional.empty();

    private static PromptText prompt() {
        String text = IntStream.range(0, SENTENCES)
                .mapToObj(i -> "Clause " + i + " obliges the tenant to pay " + (100 + 7 * i) + " euros by day " + i
                        + " of each month.")
                .collect(Collectors.joining(" ", "", " Which obligations conflict, and why?"));
        return new PromptText("", List.of(new Turn(true, text)), false, false);
    }

    /** Loads both models. */
    @Setup
    public void load() {
        SentenceEmbedder loaded = SentenceEmbedder.bundled(
                        new OnnxSessionOptions(THREADS, OnnxSessionOptions.DEFAULT_SPIN))
                .orElseThrow();
        embedder = Optional.of(loaded);
        TextEmbedder port = new TextEmbedder() {
            @Override
            public String id() {
                return SentenceEmbedder.ID;
            }

            @Override
            public float[] embed(String text) {
                return loaded.embed(text);
            }
        };
        estimator = Optional.of(
                new DifficultyEstimator(DifficultyModelFile.bundled(), Optional.of(port), "smollm2-135m-instruct"));
    }

    /** Words, form and meaning. */
    @Benchmark
    public Difficulty inFull() {
        return estimator.orElseThrow().difficulty(prompt);
    }

    /** Words and form alone. */
    @Benchmark
    public Difficulty atAGlance() {
        return estimator.orElseThrow().glance(prompt);
    }

    /** Unloads the embedder. */
    @TearDown
    public void unload() {
        embedder.ifPresent(SentenceEmbedder::close);
    }
}
