package dev.weir.benchmarks;

import dev.weir.policy.answer.AnswerInspector;
import dev.weir.policy.answer.ChunkGuard;
import dev.weir.policy.answer.RequestWords;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.pseudonym.ChunkRestorer;
import dev.weir.policy.pseudonym.PlaceholderVault;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymised;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.pseudonym.TextForm;
import dev.weir.policy.rules.AnswerSettings;
import java.util.ArrayList;
import java.util.List;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What does restoring add to the time to the first token of a streamed answer: making the restorer of a request's
 * pseudonyms, and taking the first chunks through it until text comes out? The answer begins with a pseudonym, in chunks of
 * three characters, so that it is held back as long as can be. {@code restoreAndNote} looks for findings besides, under a
 * policy that only takes note of them. The goal is less than 5 ms.
 *
 * <pre>
 * mvn -q -pl benchmarks -am -Pbench test -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dbench="FirstTokenBenchmark -prof dev.weir.benchmarks.CpuTime"
 * </pre>
 *
 * Results: {@code docs/benchmarks.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FirstTokenBenchmark {

    private static final int PIECE = 3;

    /** How many values of the request were replaced. */
    @Param({"1", "50", "1000"})
    int pseudonyms = 1;

    private PlaceholderVault vault = PlaceholderVault.EMPTY;
    private AnswerInspector inspector = new AnswerInspector(RequestInspector.standard(), AnswerSettings.NOTE_ALL);
    private List<ObjectNode> chunks = List.of();

    @Setup
    public void prepare() {
        StringBuilder text = new StringBuilder("Write to");
        for (int i = 0; i < pseudonyms; i++) {
            text.append(" anna.number").append(i).append("@acme.test,");
        }
        ObjectNode body = JsonMapper.shared().createObjectNode().put("input", text.toString());
        RequestInspector detector = RequestInspector.standard();
        inspector = new AnswerInspector(detector, AnswerSettings.NOTE_ALL);
        if (!(detector.inspect(body) instanceof Inspection.Complete complete)) {
            throw new IllegalStateException("the request can't be inspected");
        }
        Pseudonymised replaced = new Pseudonymiser(PseudonymKey.of(new byte[32]))
                .pseudonymise(body, complete, new PseudonymScope("team", "conversation"));
        vault = replaced.vault();
        if (vault.entries().size() != pseudonyms) {
            throw new IllegalStateException("there are " + vault.entries().size() + " pseudonyms");
        }
        chunks = chunks(vault.entries().getFirst().surrogate() + " is the one to write to.");
    }

    private static List<ObjectNode> chunks(String text) {
        List<ObjectNode> chunks = new ArrayList<>();
        for (int at = 0; at < text.length(); at += PIECE) {
            ObjectNode chunk = JsonMapper.shared().createObjectNode().put("object", "chat.completion.chunk");
            chunk.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putObject("delta")
                    .put("content", text.substring(at, Math.min(text.length(), at + PIECE)));
            chunks.add(chunk);
        }
        return chunks;
    }

    @Benchmark
    public String restore() {
        ChunkRestorer restorer = new ChunkRestorer(vault, TextForm.PLAIN);
        for (ObjectNode chunk : chunks) {
            String text = text(restorer.accept(chunk));
            if (!text.isEmpty()) {
                return text;
            }
        }
        throw new IllegalStateException("nothing came out");
    }

    @Benchmark
    public String restoreAndNote() {
        ChunkRestorer restorer = new ChunkRestorer(vault, TextForm.PLAIN);
        ChunkGuard guard = new ChunkGuard(inspector, () -> RequestWords.ofTexts(List.of(), List.of()), TextForm.PLAIN);
        for (ObjectNode chunk : chunks) {
            for (ObjectNode restored : restorer.accept(chunk)) {
                String text = text(guard.accept(restored));
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        throw new IllegalStateException("nothing came out");
    }

    private static String text(List<ObjectNode> passed) {
        StringBuilder text = new StringBuilder();
        passed.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asString("")));
        return text.toString();
    }
}
