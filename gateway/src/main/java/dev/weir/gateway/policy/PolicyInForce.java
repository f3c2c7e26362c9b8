package dev.weir.gateway.policy;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.rules.CompiledPolicy;

/**
 * One policy with everything that follows from it. A request takes it once, at its start, and keeps it to its end, so
 * that what is looked for, what is decided and what is let out always belong together. Immutable and thread-safe.
 *
 * @param rules decides
 * @param inspector finds what the policy's packs and thresholds ask for
 * @param outbound the last look, with the same detector
 */
public record PolicyInForce(CompiledPolicy rules, RequestInspector inspector, OutboundCheck outbound) {

    public PolicyVersion version() {
        return rules.version();
    }

    public PolicyDecision decide(Facts facts) {
        return rules.decide(facts);
    }

    /** Whether both look for the same things, so that one's inspection serves the other. */
    boolean detectsLike(PolicyInForce other) {
        return rules.policy().detection().equals(other.rules.policy().detection());
    }
}
