package dev.weir.router.selection;

/** Who answers. */
public sealed interface RoutingDecision {

    /** Nothing is left open. */
    sealed interface Settled extends RoutingDecision {}

    /** A model on the edge. */
    record ServeLocally(Target target, RouteReason reason) implements Settled {}

    /**
     * A model on the edge, whose answer is judged before anybody sees it. One that seems to fall short goes on to the
     * cloud, inside the same verdict.
     *
     * @param otherwise where to go then
     * @param unjudged who answers where nobody can judge that model's answers
     */
    record TryLocally(Target target, Escalate otherwise, Settled unjudged) implements RoutingDecision {
        @Override
        public RouteReason reason() {
            return RouteReason.LOCAL_ANSWER_SURE;
        }
    }

    /**
     * A cloud model.
     *
     * @param pseudonymised whether findings must be replaced before anything leaves
     */
    record Escalate(Target target, boolean pseudonymised, RouteReason reason) implements Settled {}

    /** Nobody. */
    record Refuse(RouteReason reason) implements Settled {}

    RouteReason reason();
}
