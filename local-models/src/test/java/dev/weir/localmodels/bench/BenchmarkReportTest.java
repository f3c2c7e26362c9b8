package dev.weir.localmodels.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.bench.BenchmarkReport.Figure;
import dev.weir.localmodels.bench.BenchmarkReport.Llama;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {

    private static final Figure PAIRED =
            new Figure("prompt of 128", 128, List.of(100.0, 300.0, 200.0), List.of(400.0, 300.0, 100.0));

    @Test
    void ratios_pairedRounds_medianOfPairsAndBestOfBests() {
        assertThat(PAIRED.medianRatio()).contains(1.0);
        assertThat(PAIRED.bestRatio()).contains(0.75);
    }

    @Test
    void text_besideLlama_bestMedianAndRatio() {
        BenchmarkReport report = new BenchmarkReport(
                "tiny, exact",
                List.of(PAIRED),
                0.5,
                Optional.of(3L << 20),
                Optional.of(new Llama("peer 1", Optional.empty())));

        assertThat(report.text())
                .contains("300.0    200.0    400.0    300.0     0.75     1.00")
                .contains("prompt of 128 tokens: 427 ms")
                .contains("memory: 3 MiB")
                .contains("beside: peer 1; memory: unknown");
    }

    @Test
    void text_alone_saysHowToGetTheOther() {
        Figure alone = new Figure("prompt of 128", 128, List.of(100.0, 200.0), List.of());
        BenchmarkReport report =
                new BenchmarkReport("tiny, fast", List.of(alone), 0.5, Optional.empty(), Optional.empty());

        assertThat(alone.medianRatio()).isEmpty();
        assertThat(report.text()).contains("200.0    150.0").contains("pip install llama-cpp-python");
    }
}
