package dev.weir.policy.rules;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyEngine;
import dev.weir.policy.PolicyVersion;

/** One version of a policy, ready to decide. Immutable and thread-safe. */
public record CompiledPolicy(PolicySet policy, PolicyVersion version) implements PolicyEngine {

    /**
     * Decides. Every level and every rule is evaluated; the strictest effect among the default, the rules that match
     * and the client's own tightening wins. A condition that fails counts as matched and closes the cloud; so does an
     * inspection that is not complete. A rule on targets does all this to the single targets it holds for.
     */
    @Override
    public PolicyDecision decide(Facts facts) {
        return decide(facts, EvaluationObserver.NONE);
    }

    /** Decides, and tells how each condition came out. */
    public PolicyDecision decide(Facts facts, EvaluationObserver observer) {
        Evaluation evaluation = new Evaluation(policy, facts, observer);
        evaluation.run();
        Tightenings tightenings = evaluation.tightenings();
        return new PolicyDecision(
                tightenings.effect(),
                evaluation.preference(),
                evaluation.sensitivity(),
                tightenings.deciding(),
                tightenings.byTarget(),
                version,
                evaluation.trace());
    }
}
