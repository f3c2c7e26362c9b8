package dev.weir.policy.replay;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Facts and recorded decisions for tests. */
final class Records {
    static final Instant AT = Instant.parse("2026-03-04T05:06:07.000000008Z");
    static final PolicyVersion POLICY = new PolicyVersion("default", 3, "ab".repeat(32));

    private Records() {}

    static Facts facts(Inspection inspection, double difficulty) {
        return new Facts(
                new Facts.Caller("k1", "support", Map.of("zone", "b", "env", "prod")),
                new Facts.Request("/v1/chat/completions", "auto", true, false, false, 2, List.of("system", "user")),
                inspection,
                difficulty,
                "de",
                120,
                Optional.of(new Facts.Spend(
                        new Facts.Spend.Amounts(1, 2, 3),
                        new Facts.Spend.Amounts(4, 5, 6),
                        new Facts.Spend.Amounts(7, 8, Long.MAX_VALUE))),
                List.of(new Facts.Target("big", "acme", "eu")),
                new Facts.Tightening(false, Sensitivity.INTERNAL),
                AT);
    }

    static RecordedDecision decision(Facts facts, OptionalLong cost) {
        return new RecordedDecision(
                "d-1",
                AT,
                POLICY,
                facts,
                new RecordedDecision.Verdict(
                        Effect.CLOUD_PSEUDONYMISED,
                        Preference.CLOUD,
                        Sensitivity.CONFIDENTIAL,
                        List.of("pseudonymise"),
                        Map.of("big", Effect.CLOUD_PSEUDONYMISED),
                        Optional.of(Capture.MASKED)),
                new RecordedDecision.Course(RecordedDecision.Route.CLOUD, "big", "hard", 2),
                new RecordedDecision.Usage(120, 80, cost));
    }
}
