package dev.weir.policy.outbound;

import dev.weir.policy.PolicyDecision;
import tools.jackson.databind.node.ObjectNode;

/** Inspects a body once more just before it leaves. Thread-safe. */
public interface OutboundCheck {

    /**
     * Looks at every string of a body that is about to leave.
     *
     * @param body the body as it would go on the wire
     * @param decision the verdict that opened the way to the cloud
     */
    OutboundVerdict inspect(ObjectNode body, PolicyDecision decision);
}
