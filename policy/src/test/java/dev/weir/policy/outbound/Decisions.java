package dev.weir.policy.outbound;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.trace.DecisionTrace;
import java.util.List;
import java.util.Map;

/** Verdicts with a given effect. */
final class Decisions {

    static final String TARGET = "big";

    private Decisions() {}

    static PolicyDecision of(Effect effect) {
        return new PolicyDecision(
                effect,
                Preference.NONE,
                Sensitivity.CONFIDENTIAL,
                List.of(),
                Map.of(TARGET, effect),
                Capture.NONE,
                new PolicyVersion("test", 1, "00"),
                new DecisionTrace(List.of()));
    }
}
