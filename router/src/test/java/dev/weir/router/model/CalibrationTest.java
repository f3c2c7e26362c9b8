package dev.weir.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

    private final Calibration curve = new Calibration(new float[] {-1, 0, 1}, new float[] {0.1f, 0.1f, 0.8f});

    @Test
    void apply_betweenKnots_onTheLine() {
        assertThat(curve.apply(0.5)).isCloseTo(0.45, within(0.01));
        assertThat(curve.apply(-5)).isCloseTo(0.1, within(0.01));
        assertThat(curve.apply(5)).isCloseTo(0.8, within(0.01));
    }

    @Test
    void apply_risingScores_risingProbabilitiesEvenWhereTheCurveIsFlat() {
        double before = -1;
        for (double score = -3; score <= 3; score += 0.125) {
            assertThat(curve.apply(score)).isGreaterThan(before).isBetween(0.0, 1.0);
            before = curve.apply(score);
        }
    }

    @Test
    void create_falling_refused() {
        assertThatThrownBy(() -> new Calibration(new float[] {0, 1}, new float[] {0.5f, 0.4f}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(new float[] {0, 0}, new float[] {0.5f, 0.6f}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(new float[] {}, new float[] {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
