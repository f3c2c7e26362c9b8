package dev.weir.policy.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.yaml.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MutationTestTest {
    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: p}
            default: {cloud: as_is}
            rules:
            - {id: hard, when: "difficulty >= 0.6", effect: local_only}
            tests:
            """;

    @Test
    void run_casesAtTheLimit_everyMutantKilled() {
        MutationReport report = run(POLICY + """
                - {name: below, facts: {difficulty: 0.59}, expect: {effect: {cloud: as_is}}}
                - {name: at, facts: {difficulty: 0.6}, expect: {effect: local_only}}
                """);

        assertThat(report.survivors()).isEmpty();
        // a limit moved twice, the comparison, not, never, two effects, the default
        assertThat(report.killed()).isEqualTo(8);
        assertThat(report.score()).isEqualTo(100);
    }

    @Test
    void run_casesFarFromTheLimit_survivorsWithTheirPlace() {
        MutationReport report = run(POLICY + """
                - {name: easy, facts: {difficulty: 0.1}, expect: {effect: {cloud: as_is}}}
                - {name: hard, facts: {difficulty: 0.9}, expect: {effect: local_only}}
                """);

        assertThat(report.survivors())
                .extracting(survivor ->
                        survivor.position() + " " + survivor.owner() + " " + survivor.kind() + ": " + survivor.to())
                .containsExactly(
                        "p.yaml:6:20 hard comparison: difficulty > 0.6",
                        "p.yaml:6:20 hard threshold: difficulty >= 0.61",
                        "p.yaml:6:20 hard threshold: difficulty >= 0.59");
        assertThat(report.score()).isEqualTo(62);
    }

    @Test
    void run_mutantThatIsNoPolicy_countsForNothing() {
        MutationReport report = run("""
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: p}
                default: local_only
                rules:
                - {id: r, when: "tokens < 9223372036854775807", effect: block}
                tests:
                - {name: t, facts: {tokens: 1}, expect: {effect: block}}
                """);

        assertThat(report.invalid()).isPositive();
    }

    @Test
    void run_textInCases_detectedOnce() {
        AtomicInteger asked = new AtomicInteger();
        String yaml = POLICY + "- {name: t, request: {user: hello}, expect: {effect: {cloud: as_is}}}\n";

        MutationReport report =
                MutationTest.run("p.yaml", yaml.getBytes(StandardCharsets.UTF_8), Catalogue.loader(), _ -> {
                    asked.incrementAndGet();
                    return List.<Finding>of();
                });

        assertThat(report.mutants()).isPositive();
        assertThat(asked).hasValue(1);
    }

    @Test
    void run_twice_sameReport() {
        String yaml = POLICY + "- {name: t, facts: {difficulty: 0.9}, expect: {effect: local_only}}\n";

        assertThat(run(yaml)).isEqualTo(run(yaml));
    }

    private static MutationReport run(String yaml) {
        Catalogue.loaded(yaml);
        return MutationTest.run("p.yaml", yaml.getBytes(StandardCharsets.UTF_8), Catalogue.loader(), _ -> List.of());
    }
}
