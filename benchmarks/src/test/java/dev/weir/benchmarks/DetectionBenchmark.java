package dev.weir.benchmarks;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long do the rules take for one text, on one core, and does the cost grow with the length alone? Goals: a prompt of
 * 2,000 characters in less than 0.7 ms, 3 million characters of prose a second up to a million characters, and hostile
 * texts no dearer per character than prose.
 *
 * <pre>
 * mvn -q -pl benchmarks -am -Pbench test -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dbench="DetectionBenchmark -rf json -rff target/detection.json"
 * </pre>
 *
 * Results: {@code docs/benchmarks/detection.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectionBenchmark {

    private static final String[] WORDS =
            ("the of and to a in that it is was for on as with he be at by had his not but"
                            + " from or have they which one you were all her would there she their we him been has when who will"
                            + " no more if out so said what up its about than into them can only other new some could time these"
                            + " two may then do first any my now such like our over man even most made after also did many fear"
                            + " before must through years where much your way well down should because each just those people how"
                            + " too little state good very make world still own see men work long get here between both life being"
                            + " under never day same another know while last might us great old year off come since against go came"
                            + " right used take three Tuesday London Margaret harbour contract invoice 1987 12 meeting customer")
                    .split(" ");

    /** What is read. */
    @Param({"prompt", "page", "book", "letters", "at-signs", "digits", "capitals"})
    String text = "prompt";

    private final RequestInspector inspector = RequestInspector.standard();
    private String content = "";

    @Setup
    public void prepare() {
        content = switch (text) {
            case "prompt" -> prose(2_000);
            case "page" -> prose(100_000);
            case "book" -> prose(1_000_000);
            case "letters" -> "a".repeat(50_000);
            case "at-signs" -> "@".repeat(50_000);
            case "digits" -> "1".repeat(50_000);
            case "capitals" -> "John Smith, ".repeat(4_167);
            default -> throw new IllegalArgumentException(text);
        };
    }

    @Benchmark
    public Inspection inspect() {
        return inspector.inspect(content);
    }

    /** Sentences of common words, the commoner the likelier (Zipf), with somebody's data every two thousand characters. */
    private static String prose(int length) {
        var random = new Random(17);
        var prose = new StringBuilder(length + 100);
        int person = 1_000;
        while (prose.length() < length) {
            int words = 6 + random.nextInt(14);
            for (int i = 0; i < words; i++) {
                double rank = Math.exp(random.nextDouble() * Math.log(WORDS.length)) - 1;
                prose.append(i == 0 ? "" : " ").append(WORDS[(int) rank]);
            }
            prose.append(random.nextInt(8) == 0 ? ".\n" : ". ");
            if (prose.length() > person) {
                prose.append("Write to Mrs Ottoline Farrow, ottoline.farrow@example.com, +44 20 7946 0018. ");
                person += 2_000;
            }
        }
        return prose.substring(0, length);
    }
}
