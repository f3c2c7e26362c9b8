package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HedgeAfterTest {

    private final FirstTokenTimes times = new FirstTokenTimes();

    @Test
    void of_durationOrPercentile_isRead() {
        assertThat(HedgeAfter.of("2s")).isEqualTo(new HedgeAfter.Fixed(Duration.ofSeconds(2)));
        assertThat(HedgeAfter.of(" 800ms ")).isEqualTo(new HedgeAfter.Fixed(Duration.ofMillis(800)));
        assertThat(HedgeAfter.of("p95")).isEqualTo(new HedgeAfter.Percentile(95));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p0", "p100", "q95", "", "soon", "0s", "-1s"})
    void of_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> HedgeAfter.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void percentile_isTheNearestRank_ofTheSameModel() {
        for (int millis = 100; millis >= 1; millis--) {
            times.observed("m1", Duration.ofMillis(millis));
        }

        assertThat(times.percentile("m1", 95)).contains(Duration.ofMillis(95));
        assertThat(times.percentile("m1", 50)).contains(Duration.ofMillis(50));
        assertThat(times.percentile("m2", 50)).isEmpty();
    }

    @Test
    void percentile_tooFewSeen_isUnknown() {
        for (int seen = 1; seen < FirstTokenTimes.FEWEST; seen++) {
            times.observed("m1", Duration.ofMillis(seen));
        }
        assertThat(times.percentile("m1", 95)).isEmpty();

        times.observed("m1", Duration.ofMillis(7));

        assertThat(times.percentile("m1", 1)).contains(Duration.ofMillis(1));
    }

    @Test
    void percentile_onlyTheNewestCount() {
        for (int seen = 0; seen < 1000; seen++) {
            times.observed("m1", Duration.ofHours(1));
        }
        for (int seen = 0; seen < 256; seen++) {
            times.observed("m1", Duration.ofMillis(5));
        }

        assertThat(times.percentile("m1", 99)).contains(Duration.ofMillis(5));
    }
}
