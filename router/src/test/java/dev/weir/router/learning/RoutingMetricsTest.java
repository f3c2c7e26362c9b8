package dev.weir.router.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoutingMetricsTest {

    private static final int ROWS = 1000;

    /** Three in ten need the strong model; the rest both answer. */
    private final List<RoutingRow> rows = rows();

    @Test
    void of_scoresThatKnow_wholeGapAtTheShareThatNeedsIt() {
        double[] scores =
                rows.stream().mapToDouble(row -> row.need() + jitter(row) / 10).toArray();

        RoutingMetrics metrics = RoutingMetrics.of(scores, rows);

        // The curve rises straight to 1 at three tenths: 0.5 * 0.3 + 0.7.
        assertThat(metrics.apgr()).isCloseTo(0.85, within(0.005));
        assertThat(metrics.cpt50()).isCloseTo(0.15, within(0.01));
        assertThat(metrics.cpt80()).isCloseTo(0.24, within(0.01));
        assertThat(metrics.auroc()).isEqualTo(1);
    }

    @Test
    void of_scoresThatKnowNothing_half() {
        double[] scores = rows.stream().mapToDouble(RoutingMetricsTest::jitter).toArray();

        RoutingMetrics metrics = RoutingMetrics.of(scores, rows);

        assertThat(metrics.apgr()).isCloseTo(0.5, within(0.04));
        assertThat(metrics.cpt80()).isCloseTo(0.8, within(0.08));
        assertThat(metrics.auroc()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void of_scoresUpsideDown_worseThanChance() {
        double[] scores =
                rows.stream().mapToDouble(row -> -row.need() + jitter(row) / 10).toArray();

        assertThat(RoutingMetrics.of(scores, rows).apgr()).isCloseTo(0.15, within(0.005));
    }

    /** Worked out by hand as RouteLLM's evaluate.py does: deciles of 0..9 are 0, 0.9, 1.8 ... 9. */
    @Test
    void of_tenRows_asWorkedOutByHand() {
        List<RoutingRow> ten = new ArrayList<>();
        double[] scores = new double[10];
        for (int i = 0; i < 10; i++) {
            ten.add(row(i, i == 9 || i == 4 ? 0 : 1));
            scores[i] = i;
        }

        RoutingMetrics metrics = RoutingMetrics.of(scores, ten);

        // Recovered: 0 at no call, 0.5 from one call in ten, 1 from six in ten.
        assertThat(metrics.apgr()).isCloseTo(0.025 + 0.4 * 0.5 + 0.075 + 0.4, within(1e-9));
        assertThat(metrics.cpt50()).isCloseTo(0.1, within(1e-9));
        assertThat(metrics.cpt80()).isCloseTo(0.56, within(1e-9));
    }

    @Test
    void auroc_ties_countHalf() {
        assertThat(RoutingMetrics.auroc(new double[] {1, 1, 1, 1}, new double[] {1, 0, 1, 0}))
                .isEqualTo(0.5);
        assertThat(RoutingMetrics.auroc(new double[] {1, 2, 2, 3}, new double[] {0, 0, 1, 1}))
                .isEqualTo(0.875);
    }

    @Test
    void calibrationError_statedFarFromObserved_theirDistance() {
        double[] stated = {0.8, 0.8, 0.2, 0.2};

        assertThat(RoutingMetrics.calibrationError(stated, new double[] {1, 0.6, 0.4, 0}))
                .isCloseTo(0, within(1e-9));
        assertThat(RoutingMetrics.calibrationError(stated, new double[] {0.5, 0.5, 0.5, 0.5}))
                .isCloseTo(0.3, within(1e-9));
    }

    private static double jitter(RoutingRow row) {
        return new SplittableRandom(row.id().hashCode()).nextDouble();
    }

    private static List<RoutingRow> rows() {
        List<RoutingRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(row(i, i % 10 < 3 ? 0 : 1));
        }
        return rows;
    }

    private static RoutingRow row(int id, double local) {
        return new RoutingRow("row " + id, "set", "expert", "", "prompt " + id, local, 1, 1);
    }
}
