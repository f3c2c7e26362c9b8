package dev.weir.policy.rules;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyEngine;
import dev.weir.policy.PolicyVersion;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The policy in force, which can be exchanged while requests are decided: each decision comes from one version, whole.
 * Thread-safe.
 */
public final class ActivePolicy implements PolicyEngine {
    private final AtomicReference<CompiledPolicy> current;

    /**
     * Starts with a policy.
     *
     * @param number of this load; counts from 1 in an installation that has loaded none before
     */
    public ActivePolicy(PolicySet policy, int number) {
        this.current = new AtomicReference<>(compiled(policy, number));
    }

    /** Puts a policy in force under the next number; requests under way finish with the one they began with. */
    public PolicyVersion activate(PolicySet policy) {
        return current.updateAndGet(
                        previous -> compiled(policy, previous.version().number() + 1))
                .version();
    }

    /** The policy in force now, for a caller that needs more than one thing of the same version. */
    public CompiledPolicy current() {
        return current.get();
    }

    @Override
    public PolicyVersion version() {
        return current().version();
    }

    @Override
    public PolicyDecision decide(Facts facts) {
        return current().decide(facts);
    }

    private static CompiledPolicy compiled(PolicySet policy, int number) {
        return new CompiledPolicy(policy, new PolicyVersion(policy.name(), number, policy.sha256()));
    }
}
