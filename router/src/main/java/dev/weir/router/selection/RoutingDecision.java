package dev.weir.router.selection;

/** Who answers. */
public sealed interface RoutingDecision {

    /** A model on the edge. */
    record ServeLocally(Target target, RouteReason reason) implements RoutingDecision {}

    /**
     * A cloud model.
     *
     * @param pseudonymised whether findings must be replaced before anything leaves
     */
    record Escalate(Target target, boolean pseudonymised, RouteReason reason) implements RoutingDecision {}

    /** Nobody. */
    record Refuse(RouteReason reason) implements RoutingDecision {}

    RouteReason reason();
}
