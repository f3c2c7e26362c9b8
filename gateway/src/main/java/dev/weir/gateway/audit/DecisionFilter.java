package dev.weir.gateway.audit;

import java.util.Optional;

/** Which decisions to list. Empty parts match every decision; all present parts must match. */
public record DecisionFilter(Optional<String> route, Optional<String> team, Optional<String> model) {

    /** Every decision. */
    public static final DecisionFilter ALL = new DecisionFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
