package dev.weir.benchmarks;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.StandardEntities;
import dev.weir.policy.explain.Explanation;
import dev.weir.policy.explain.PolicyExplainer;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * How long does a verdict on one request take, with its trace, under fifty rules and three levels for two cloud models, on
 * one core, and how much memory does it allocate? The goal is less than 50 µs. {@code explain} asks how long the whole
 * explanation of it takes, which is made on demand. On a machine that others use, read {@code cpu} (see {@link CpuTime}).
 *
 * <pre>
 * mvn -q -pl benchmarks -am -Pbench test -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dbench="PolicyDecisionBenchmark -prof gc -prof dev.weir.benchmarks.CpuTime"
 * </pre>
 *
 * Results: {@code docs/benchmarks.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyDecisionBenchmark {
    private static final String POLICY = "fifty-rules.yaml";

    /** What the inspection found in the request. */
    @Param({"nothing", "personal", "plenty"})
    String findings = "nothing";

    private CompiledPolicy policy = load();
    private Facts facts = facts(List.of());

    @Setup
    public void prepare() {
        policy = load();
        facts = facts(
                switch (findings) {
                    case "nothing" -> List.of();
                    case "personal" -> findings(StandardEntities.EMAIL, StandardEntities.EMAIL, StandardEntities.PHONE);
                    case "plenty" -> plenty();
                    default -> throw new IllegalArgumentException(findings);
                });
    }

    @Benchmark
    public PolicyDecision decide() {
        return policy.decide(facts);
    }

    @Benchmark
    public Explanation explain() {
        return PolicyExplainer.explain(policy, facts);
    }

    /** The policy that decides. */
    CompiledPolicy policy() {
        return policy;
    }

    private static CompiledPolicy load() {
        try (InputStream stream = PolicyDecisionBenchmark.class.getResourceAsStream(POLICY)) {
            if (stream == null) {
                throw new IllegalStateException(POLICY + " is missing");
            }
            return switch (PolicyLoader.standard().load(POLICY, stream.readAllBytes())) {
                case PolicyLoading.Loaded loaded -> compiled(loaded.policy());
                case PolicyLoading.Rejected rejected -> throw new IllegalStateException(rejected.report());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompiledPolicy compiled(PolicySet policy) {
        return new CompiledPolicy(policy, new PolicyVersion(policy.name(), 1, policy.sha256()));
    }

    /** A pasted address list: forty findings of five kinds. */
    private static List<Finding> plenty() {
        List<Entity> kinds = List.of(
                StandardEntities.EMAIL,
                StandardEntities.PHONE,
                StandardEntities.IBAN,
                StandardEntities.IP_ADDRESS,
                StandardEntities.GENERIC_SECRET);
        return IntStream.range(0, 40)
                .mapToObj(i -> finding(kinds.get(i % kinds.size()), i * 20))
                .toList();
    }

    private static List<Finding> findings(Entity... entities) {
        List<Finding> all = new ArrayList<>();
        for (Entity entity : entities) {
            all.add(finding(entity, all.size() * 20));
        }
        return all;
    }

    private static Finding finding(Entity entity, int start) {
        Finding.Place place = new Finding.Place("/messages/1/content", false);
        return new Finding(entity, place, start, start + 16, 0.95, "benchmark", "given");
    }

    private static Facts.Spend spend() {
        return new Facts.Spend(
                new Facts.Spend.Amounts(120_000, 410_000, 6_200_000),
                new Facts.Spend.Amounts(900_000, 4_800_000, 71_000_000),
                new Facts.Spend.Amounts(2_100_000, 19_500_000, 310_000_000));
    }

    private static Facts facts(List<Finding> findings) {
        return new Facts(
                new Facts.Caller("k-7f3a", "engineering", Map.of("project", "apollo")),
                new Facts.Request(
                        "/v1/chat/completions",
                        "auto",
                        true,
                        false,
                        false,
                        5,
                        List.of("system", "user", "assistant", "user", "user")),
                new Inspection.Complete(findings),
                0.41,
                "en",
                1830,
                Optional.of(spend()),
                List.of(new Facts.Target("gpt-4o", "openai", "us"), new Facts.Target("mistral-large", "mistral", "eu")),
                new Facts.Tightening(false, Sensitivity.PUBLIC),
                Instant.parse("2026-03-04T10:15:30Z"));
    }
}
