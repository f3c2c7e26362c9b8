package dev.weir.router.selection;

import dev.weir.router.selection.Target.Lane;
import java.util.List;
import java.util.Optional;

/** Targets that may answer one request, and why those that can't, can't. */
record Candidates(RoutingRequest request, List<Target> targets) {

    static Candidates of(RoutingRequest request, List<Target> targets) {
        return new Candidates(request, targets);
    }

    Candidates in(Lane lane) {
        return new Candidates(
                request,
                targets.stream().filter(target -> target.lane() == lane).toList());
    }

    /** The first that is available, large enough and able. */
    Optional<Target> usable() {
        return targets.stream()
                .filter(target -> target.available() && isAble(target) && isLargeEnough(target))
                .findFirst();
    }

    boolean isCloudOnly() {
        return targets.stream().allMatch(target -> target.lane() == Lane.CLOUD);
    }

    boolean anyAvailable() {
        return targets.stream().anyMatch(Target::available);
    }

    /** Why none is usable: too long for all that are able, unable, or else {@code unavailable}. */
    RouteReason refusal(RouteReason unavailable) {
        List<Target> available = targets.stream().filter(Target::available).toList();
        if (available.isEmpty()) {
            return unavailable;
        }
        return available.stream().anyMatch(this::isAble)
                ? RouteReason.CONTEXT_LENGTH_EXCEEDED
                : RouteReason.UNSUPPORTED;
    }

    /** What keeps these from answering, seen from a request that goes elsewhere. */
    RouteReason lacking() {
        List<Target> available = targets.stream().filter(Target::available).toList();
        if (available.isEmpty()) {
            return RouteReason.LOCAL_UNAVAILABLE;
        }
        return available.stream().anyMatch(this::isAble)
                ? RouteReason.LOCAL_WINDOW
                : RouteReason.LOCAL_LACKS_CAPABILITY;
    }

    private boolean isAble(Target target) {
        return target.capabilities().containsAll(request.needs());
    }

    private boolean isLargeEnough(Target target) {
        return (long) request.promptTokens() + request.answerTokens() <= target.contextWindow();
    }
}
