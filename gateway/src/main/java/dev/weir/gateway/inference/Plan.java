package dev.weir.gateway.inference;

import dev.weir.router.selection.RoutingDecision;

/** How a request is to be answered: a course, or a trial on which its course depends. */
sealed interface Plan permits Plan.Trial, Course {

    /** The local model answers first; whether that answer goes out is decided when it is there. */
    record Trial(LocalBackend backend, RoutingDecision.TryLocally decision) implements Plan {}
}
