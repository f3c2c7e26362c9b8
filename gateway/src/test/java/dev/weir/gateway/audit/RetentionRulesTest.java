package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionRulesTest {

    private static RetentionRules rules(Map<String, Duration> set) {
        return RetentionRules.of(set, days(30));
    }

    private static Duration days(long days) {
        return Duration.ofDays(days);
    }

    @Test
    void nothingSet_everythingIsKept() {
        RetentionRules rules = rules(Map.of());

        assertThat(rules.cutOffs(Instant.EPOCH)).isEmpty();
        assertThat(rules.shortest()).isEmpty();
    }

    @Test
    void decisions_areKeptADayLongerThanTheirOutcomes() {
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        RetentionRules rules = rules(Map.of("decision", days(90), "outcome", days(90), "admin", days(30)));

        assertThat(rules.cutOffs(now))
                .containsOnly(
                        Map.entry("decision", now.minus(days(91))),
                        Map.entry("outcome", now.minus(days(90))),
                        Map.entry("admin", now.minus(days(30))));
        assertThat(rules.shortest()).hasValue(days(30));
    }

    @ParameterizedTest
    @CsvSource({
        "decisions, 90, names no kind",
        "retention, 90, can't be verified without",
        "hold, 90, can't be verified without",
        "outcome, 31, too short",
        "admin, 0, too short",
        "capture, 29, still kept",
        "decision, 90, whose outcomes stay",
    })
    void whatCannotBeFollowed_stopsTheStart(String kind, long time, String why) {
        assertThatThrownBy(() -> rules(Map.of(kind, days(time))))
                .isInstanceOf(AuditStartException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("weir.audit.retention." + kind);
    }

    @Test
    void decisions_shorterThanOutcomes_areRefused() {
        assertThatThrownBy(() -> rules(Map.of("decision", days(60), "outcome", days(90))))
                .isInstanceOf(AuditStartException.class);
    }
}
