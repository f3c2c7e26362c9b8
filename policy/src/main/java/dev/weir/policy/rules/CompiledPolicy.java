package dev.weir.policy.rules;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyEngine;
import dev.weir.policy.PolicyVersion;
import java.util.stream.Collectors;

/** One version of a policy, ready to decide. Immutable and thread-safe. */
public record CompiledPolicy(PolicySet policy, PolicyVersion version) implements PolicyEngine {

    /**
     * Decides. Every level and every rule is evaluated; the strictest effect among the default, the rules that match
     * and the client's own tightening wins. A condition that fails counts as matched and closes the cloud; so does an
     * inspection that is not complete.
     */
    @Override
    public PolicyDecision decide(Facts facts) {
        Evaluation evaluation = new Evaluation(policy, facts);
        evaluation.run();
        Effect effect = evaluation.effect();
        return new PolicyDecision(
                effect,
                evaluation.preference(),
                evaluation.sensitivity(),
                evaluation.decidedBy(effect),
                facts.targets().stream().collect(Collectors.toMap(Facts.Target::id, _ -> effect)),
                version,
                evaluation.trace());
    }
}
