package dev.weir.router.selection;

import dev.weir.policy.Effect;
import dev.weir.policy.Preference;
import dev.weir.router.selection.RoutingDecision.Escalate;
import dev.weir.router.selection.RoutingDecision.Refuse;
import dev.weir.router.selection.RoutingDecision.ServeLocally;
import dev.weir.router.selection.RoutingDecision.TryLocally;
import dev.weir.router.selection.RoutingRequest.Wanted;
import dev.weir.router.selection.Target.Lane;
import java.util.List;
import java.util.Optional;

/**
 * Chooses who answers. The verdict comes first and gives the lanes and the cloud models that are open; window,
 * capabilities and health narrow the targets; only then wishes, preference and difficulty choose among what is left.
 * Pure: the same request gives the same decision.
 *
 * @param hard the difficulty from which a request goes to the cloud where no rule and no client prefers a lane, 0 to 1
 * @param cloudHasRoom whether it does so now: where the policy limits the share of cloud calls, only the hardest do
 */
public record Router(double hard, boolean cloudHasRoom) {
    /** The threshold of policies that set none. */
    public static final Router DEFAULT = new Router(Preference.HARD, true);

    public Router {
        if (!(hard >= 0 && hard <= 1)) {
            throw new IllegalArgumentException("a difficulty is 0 to 1, was " + hard);
        }
    }

    /** Decides; never throws on account of the request. */
    public RoutingDecision route(RoutingRequest request) {
        return switch (request.decision().effect()) {
            case BLOCK -> new Refuse(RouteReason.POLICY_BLOCKED);
            case LOCAL_ONLY -> closed(request);
            case CLOUD_PSEUDONYMISED, CLOUD_AS_IS -> open(request);
        };
    }

    /** The verdict closes the cloud, or the model that the client asked for. */
    private static RoutingDecision closed(RoutingRequest request) {
        Wishes wishes = Wishes.of(request);
        return switch (wishes) {
            case Wishes.Unknown _ -> new Refuse(RouteReason.MODEL_NOT_FOUND);
            case Wishes.Named named
            when named.target().lane() == Lane.LOCAL -> {
                Candidates candidates = Candidates.of(request, List.of(named.target()));
                yield local(candidates, RouteReason.POLICY_LOCAL_ONLY)
                        .orElseGet(() -> new Refuse(candidates.refusal(RouteReason.LOCAL_ONLY_UNAVAILABLE)));
            }
            case Wishes.Named named
            when request.decision().effectFor(named.target().id()) == Effect.BLOCK ->
                new Refuse(RouteReason.POLICY_BLOCKED);
            case Wishes.Named _, Wishes.InLane _, Wishes.None _ -> {
                Candidates candidates =
                        Candidates.of(request, request.targets()).in(Lane.LOCAL);
                yield local(candidates, RouteReason.POLICY_LOCAL_ONLY)
                        .orElseGet(() -> new Refuse(candidates.refusal(RouteReason.LOCAL_ONLY_UNAVAILABLE)));
            }
        };
    }

    private RoutingDecision open(RoutingRequest request) {
        Candidates all = Candidates.of(
                request,
                request.targets().stream()
                        .filter(target -> isOpen(request, target))
                        .toList());
        if (all.in(Lane.CLOUD).targets().isEmpty() && hasCloud(request)) {
            return closed(request);
        }
        return switch (Wishes.of(request)) {
            case Wishes.Unknown _ -> new Refuse(RouteReason.MODEL_NOT_FOUND);
            case Wishes.Named named when !isOpen(request, named.target()) -> closed(request);
            case Wishes.Named named -> wished(request, Candidates.of(request, List.of(named.target())), all);
            case Wishes.InLane inLane -> wished(request, all.in(inLane.lane()), all);
            case Wishes.None _ -> chosen(request, all);
        };
    }

    /** Whether the verdict lets this model answer. What it closes is no candidate, whatever else speaks for it. */
    private static boolean isOpen(RoutingRequest request, Target target) {
        return target.lane() == Lane.LOCAL
                || request.decision().effectFor(target.id()).allowsCloud();
    }

    private static boolean hasCloud(RoutingRequest request) {
        return request.targets().stream().anyMatch(target -> target.lane() == Lane.CLOUD);
    }

    /** The client's wish, if it can be met. A wish for the edge is never answered by the cloud. */
    private static RoutingDecision wished(RoutingRequest request, Candidates wished, Candidates all) {
        Optional<RoutingDecision> asWished = wished.usable()
                .map(target -> target.lane() == Lane.LOCAL
                        ? new ServeLocally(target, RouteReason.REQUESTED)
                        : escalate(request, target, RouteReason.REQUESTED));
        if (asWished.isPresent()) {
            return asWished.get();
        }
        if (wished.isCloudOnly() && !wished.anyAvailable()) {
            return local(all.in(Lane.LOCAL), RouteReason.NO_CLOUD)
                    .orElseGet(() -> new Refuse(all.refusal(RouteReason.NOTHING_AVAILABLE)));
        }
        return new Refuse(wished.refusal(RouteReason.LOCAL_ONLY_UNAVAILABLE));
    }

    private RoutingDecision chosen(RoutingRequest request, Candidates all) {
        Optional<Target> onEdge = all.in(Lane.LOCAL).usable();
        Optional<Target> inCloud = all.in(Lane.CLOUD).usable();
        boolean wantsCloud = wantsCloud(request);
        if (onEdge.isEmpty() && inCloud.isEmpty()) {
            return new Refuse(all.refusal(RouteReason.NOTHING_AVAILABLE));
        }
        if (inCloud.isEmpty()) {
            RouteReason reason = wantsCloud ? RouteReason.NO_CLOUD : preferredOr(request, RouteReason.EASY);
            return new ServeLocally(onEdge.orElseThrow(), reason);
        }
        if (onEdge.isEmpty()) {
            RouteReason reason = wantsCloud
                    ? preferredOr(request, RouteReason.HARD)
                    : all.in(Lane.LOCAL).lacking();
            return escalate(request, inCloud.get(), reason);
        }
        RoutingDecision.Settled atOnce = wantsCloud && !cloudHasRoom && isUpToDifficulty(request)
                ? new ServeLocally(onEdge.get(), RouteReason.CLOUD_SHARE_REACHED)
                : wantsCloud
                        ? escalate(request, inCloud.get(), preferredOr(request, RouteReason.HARD))
                        : new ServeLocally(onEdge.get(), preferredOr(request, RouteReason.EASY));
        return request.decision().preference() == Preference.LOCAL_FIRST
                ? new TryLocally(
                        onEdge.get(), escalate(request, inCloud.get(), RouteReason.LOCAL_ANSWER_UNSURE), atOnce)
                : atOnce;
    }

    /** Whether difficulty chooses: no rule does. */
    private static boolean isUpToDifficulty(RoutingRequest request) {
        return switch (request.decision().preference()) {
            case NONE, LOCAL_FIRST -> true;
            case CLOUD, LOCAL -> false;
        };
    }

    private boolean wantsCloud(RoutingRequest request) {
        return switch (request.decision().preference()) {
            case CLOUD -> true;
            case LOCAL -> false;
            case NONE, LOCAL_FIRST -> request.difficulty() >= hard;
        };
    }

    private static RouteReason preferredOr(RoutingRequest request, RouteReason otherwise) {
        return switch (request.decision().preference()) {
            case CLOUD -> RouteReason.POLICY_PREFERS_CLOUD;
            case LOCAL -> RouteReason.POLICY_PREFERS_LOCAL;
            case NONE, LOCAL_FIRST -> otherwise;
        };
    }

    private static Optional<RoutingDecision> local(Candidates candidates, RouteReason reason) {
        return candidates.usable().map(target -> new ServeLocally(target, reason));
    }

    private static Escalate escalate(RoutingRequest request, Target target, RouteReason reason) {
        return new Escalate(target, request.decision().effectFor(target.id()) != Effect.CLOUD_AS_IS, reason);
    }

    /** What the client's wish comes to among the targets there are. */
    private sealed interface Wishes {
        record None() implements Wishes {}

        record InLane(Lane lane) implements Wishes {}

        record Named(Target target) implements Wishes {}

        record Unknown() implements Wishes {}

        static Wishes of(RoutingRequest request) {
            return switch (request.wanted()) {
                case Wanted.Auto _ -> new None();
                case Wanted.AnyOf anyOf -> new InLane(anyOf.lane());
                case Wanted.Model model ->
                    request.targets().stream()
                            .filter(target -> target.id().equals(model.id()))
                            .findFirst()
                            .<Wishes>map(Named::new)
                            .orElseGet(Unknown::new);
            };
        }
    }
}
