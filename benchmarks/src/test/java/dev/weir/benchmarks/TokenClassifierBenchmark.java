package dev.weir.benchmarks;

import dev.weir.localmodels.classify.TokenClassifier;
import dev.weir.localmodels.classify.TokenSpan;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the model that finds names take for a text, on two cores? The goal is at most 15 ms for 256 tokens; a name
 * alone shows the least that a run can take.
 *
 * <pre>
 * mvn -q -pl benchmarks -am -Pbench test -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dbench="TokenClassifierBenchmark -rf json -rff target/token-classifier.json"
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenClassifierBenchmark {

    /** 16 tokens, invented. */
    private static final String SENTENCE = "My colleague Sarah Whitfield moved from Denver to Hamburg last year. ";

    private static final int TOKENS_OF_SENTENCE = 16;

    /** About so many tokens. */
    @Param({"4", "64", "256", "2048"})
    int tokens = 4;

    private final TokenClassifier classifier =
            TokenClassifier.bundled(new OnnxSessionOptions(2, OnnxSessionOptions.DEFAULT_SPIN));
    private String text = "";

    @Setup(Level.Trial)
    public void write() {
        text = tokens < TOKENS_OF_SENTENCE ? "Sarah Whitfield" : SENTENCE.repeat(tokens / TOKENS_OF_SENTENCE);
    }

    @TearDown(Level.Trial)
    public void close() {
        classifier.close();
    }

    @Benchmark
    public List<TokenSpan> classify() {
        return classifier.classify(text);
    }
}
