package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import dev.weir.policy.rules.RuleEffect;
import java.util.List;

/** Warns of rules that keep content from being captured where nothing captures any. */
final class CaptureLint {

    private final ProblemLog log;
    private final Capture byDefault;

    CaptureLint(ProblemLog log, Capture byDefault) {
        this.log = log;
        this.byDefault = byDefault;
    }

    void check(List<PlacedRule> rules) {
        boolean somethingCaptures = byDefault != Capture.NONE
                || rules.stream()
                        .anyMatch(placed -> placed.rule().effect() instanceof RuleEffect.Keep(Capture capture)
                                && capture != Capture.NONE);
        if (somethingCaptures) {
            return;
        }
        for (PlacedRule placed : rules) {
            // One that can fail closes the cloud then.
            if (placed.rule().effect() instanceof RuleEffect.Keep keep
                    && RuleLint.neverFails(placed.rule().when())) {
                log.add(
                        ProblemCode.CHANGES_NOTHING,
                        placed.effect(),
                        "`" + keep.written() + "` changes nothing, since nothing is captured",
                        "write `capture: masked` or `capture: encrypted` for the policy or in a rule, or remove this one");
            }
        }
    }
}
