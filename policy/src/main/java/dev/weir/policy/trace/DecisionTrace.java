package dev.weir.policy.trace;

import java.util.List;

/** Why a verdict came about. Holds no content of the request. */
public record DecisionTrace(List<TraceNode> nodes) {
    public DecisionTrace {
        nodes = List.copyOf(nodes);
    }
}
