package dev.weir.gateway.policy;

import dev.weir.policy.PolicyVersion;
import java.util.concurrent.atomic.AtomicReference;

/** Which policy is in force now. It is exchanged whole, while requests are under way. Thread-safe. */
public final class CurrentPolicy {

    private final AtomicReference<PolicyInForce> current;

    public CurrentPolicy(PolicyInForce first) {
        this.current = new AtomicReference<>(first);
    }

    /** The policy in force now. Whoever needs more than one thing of it asks once. */
    public PolicyInForce get() {
        return current.get();
    }

    public PolicyVersion version() {
        return get().version();
    }

    /** Requests that start from here on get this policy; those under way keep theirs. */
    void put(PolicyInForce next) {
        current.set(next);
    }
}
