package dev.weir.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.trace.TraceNode;
import org.junit.jupiter.api.Test;

/** A benchmark of another policy than it claims would answer another question. */
class FiftyRulesTest {

    @Test
    void decide_fiftyRules_allEvaluatedAndNoneFails() {
        PolicyDecisionBenchmark benchmark = new PolicyDecisionBenchmark();
        benchmark.findings = "plenty";
        benchmark.prepare();

        CompiledPolicy policy = benchmark.policy();

        assertThat(policy.policy().rules()).hasSize(50);
        assertThat(benchmark.decide().trace().nodes())
                .hasSizeGreaterThanOrEqualTo(53)
                .extracting(TraceNode::outcome)
                .contains(TraceNode.Outcome.MATCHED, TraceNode.Outcome.NOT_MATCHED)
                .doesNotContain(TraceNode.Outcome.ERRORED);
    }
}
