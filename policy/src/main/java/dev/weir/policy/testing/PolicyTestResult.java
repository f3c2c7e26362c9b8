package dev.weir.policy.testing;

import dev.weir.policy.PolicyDecision;
import java.util.List;

/**
 * What came of one case.
 *
 * @param failures what was expected and what came instead; empty where the case passed
 */
public record PolicyTestResult(PolicyTestCase test, PolicyDecision decision, List<String> failures) {
    public PolicyTestResult {
        failures = List.copyOf(failures);
    }

    /** Whether all came as expected. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
