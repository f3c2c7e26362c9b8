package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;

/**
 * Asks the detector whether a realistic surrogate is as valid as the value that it stands for: what isn't recognised as
 * the same entity has a wrong check digit or form. Thread-safe.
 */
final class SurrogateCheck {

    private final RequestInspector inspector;

    SurrogateCheck(RequestInspector inspector) {
        this.inspector = inspector;
    }

    /**
     * Whether a candidate passes what the value passes.
     *
     * @param before text before the value, which may tell what it is
     */
    boolean passes(String entity, String before, String value, String candidate) {
        return !recognised(entity, before, value) || recognised(entity, before, candidate);
    }

    private boolean recognised(String entity, String before, String text) {
        Inspection inspection = inspector.inspect(before + text);
        int start = before.length();
        return inspection.findings().stream()
                .anyMatch(finding -> finding.entity().name().equals(entity)
                        && finding.start() <= start
                        && finding.end() >= start + text.length());
    }
}
