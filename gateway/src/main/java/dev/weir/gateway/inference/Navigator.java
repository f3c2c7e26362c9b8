package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayErrorCode.Category;
import dev.weir.gateway.error.GatewayException;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.Preference;
import dev.weir.policy.replay.Destination;
import dev.weir.policy.rules.RoutingSettings;
import dev.weir.router.selection.CloudShare;
import dev.weir.router.selection.RouteReason;
import dev.weir.router.selection.Router;
import dev.weir.router.selection.RoutingDecision;
import dev.weir.router.selection.RoutingRequest;
import dev.weir.router.selection.RoutingRequest.Wanted;
import dev.weir.router.selection.Target;
import dev.weir.router.selection.Target.Capability;
import dev.weir.router.selection.Target.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step 4: turns a verdict into a course, with what would leave already replaced and checked. Thread-safe. */
final class Navigator {

    private static final Logger LOG = LoggerFactory.getLogger(Navigator.class);

    private final CloudShare share = new CloudShare();
    private final ModelDirectory models;
    private final Departure departure;
    private final ModelsProperties properties;
    private final Counter stops;

    Navigator(ModelDirectory models, Departure departure, ModelsProperties properties, MeterRegistry meters) {
        this.models = models;
        this.departure = departure;
        this.properties = properties;
        this.stops = Counter.builder("weir.outbound.stopped")
                .description("Bodies that the last check before the cloud held back; each is worth an alert")
                .register(meters);
    }

    Plan chart(Voyage voyage) {
        Wanted wanted = models.wanted(voyage.request().model());
        return switch (route(router(voyage, wanted), voyage, voyage.verdict(), wanted, models.targets())) {
            case RoutingDecision.Settled settled -> course(voyage, settled);
            case RoutingDecision.TryLocally trial -> new Plan.Trial(backend(trial.target()), trial);
        };
    }

    /** The course that follows from a decision for this request. */
    Course course(Voyage voyage, RoutingDecision.Settled decision) {
        return switch (decision) {
            case RoutingDecision.Refuse refuse -> new Course.Refused(refuse.reason());
            case RoutingDecision.ServeLocally serve -> local(serve.target(), serve.reason());
            case RoutingDecision.Escalate escalate -> prepared(voyage, escalate, escalate.reason());
        };
    }

    /** The course once the local model's answer was judged, by the measure that prompts are routed by. */
    Course judged(Voyage voyage, Plan.Trial trial) {
        double difficulty = voyage.seen().difficulty().score();
        if (difficulty < settings(voyage).hard()) {
            share.stays(difficulty);
            return new Course.Local(trial.backend(), trial.decision().reason());
        }
        return withinShare(voyage, trial, trial.decision().otherwise());
    }

    /** The course where nobody could judge the local model's answer. */
    Course unjudged(Voyage voyage, Plan.Trial trial) {
        return switch (trial.decision().unjudged()) {
            case RoutingDecision.Escalate escalate -> withinShare(voyage, trial, escalate);
            case RoutingDecision.Settled other -> course(voyage, other);
        };
    }

    private Course withinShare(Voyage voyage, Plan.Trial trial, RoutingDecision.Escalate escalate) {
        return hasRoom(voyage)
                ? course(voyage, escalate)
                : new Course.Local(trial.backend(), RouteReason.CLOUD_SHARE_REACHED);
    }

    /** The router for a request that goes by difficulty, unless a rule or the client chooses; such a one is counted. */
    private Router router(Voyage voyage, Wanted wanted) {
        double hard = settings(voyage).hard();
        boolean byDifficulty = wanted instanceof Wanted.Auto
                && voyage.verdict().effect().allowsCloud()
                && voyage.verdict().preference() == Preference.NONE;
        if (byDifficulty && voyage.seen().difficulty().score() < hard) {
            share.stays(voyage.seen().difficulty().score());
        }
        boolean isHard = byDifficulty && voyage.seen().difficulty().score() >= hard;
        return new Router(hard, !isHard || hasRoom(voyage));
    }

    /** Whether a hard request is among those that may go to the cloud; it is counted. */
    private boolean hasRoom(Voyage voyage) {
        return settings(voyage)
                .cloudShare()
                .map(most -> share.admits(voyage.seen().difficulty().score(), most))
                .orElse(true);
    }

    private static RoutingSettings settings(Voyage voyage) {
        return voyage.policy().rules().policy().routing();
    }

    /** The course when the cloud turned out to be closed: a local model, or a refusal. */
    Course chartLocally(Voyage voyage, RouteReason reason) {
        List<Target> locals = models.targets().stream()
                .filter(target -> target.lane() == Lane.LOCAL)
                .toList();
        return switch (route(Router.DEFAULT, voyage, voyage.verdict(), new Wanted.AnyOf(Lane.LOCAL), locals)) {
            case RoutingDecision.ServeLocally serve -> local(serve.target(), reason);
            case RoutingDecision.Refuse refuse -> new Course.Refused(refuse.reason());
            case RoutingDecision.Escalate _, RoutingDecision.TryLocally _ ->
                throw new IllegalStateException("the router escalated though it was given local models only");
        };
    }

    /**
     * The course after a cloud model failed: the next cloud model of a provider that did not fail yet, prepared and
     * checked like the first, else a local model, else a refusal. A request that was itself at fault goes nowhere.
     */
    Course chartOnward(Voyage voyage, GatewayException error) {
        if (error.code().category() != Category.UPSTREAM) {
            return new Course.Refused(RouteReason.NOTHING_AVAILABLE);
        }
        Optional<Course.Cloud> next = nextCloud(voyage, RouteReason.PROVIDER_FAILED);
        if (next.isPresent()) {
            return next.get();
        }
        return properties.fallBackToLocal()
                ? chartLocally(voyage, RouteReason.CLOUD_FAILED)
                : new Course.Refused(RouteReason.NOTHING_AVAILABLE);
    }

    /** The course of a second call beside a slow one: where the request would go if that one failed. */
    Optional<Course.Cloud> chartBeside(Voyage voyage) {
        return nextCloud(voyage, RouteReason.HEDGED);
    }

    private Optional<Course.Cloud> nextCloud(Voyage voyage, RouteReason reason) {
        return properties.fallBackToCloud()
                        && route(
                                        Router.DEFAULT,
                                        voyage,
                                        voyage.verdict(),
                                        new Wanted.AnyOf(Lane.CLOUD),
                                        untried(voyage))
                                instanceof RoutingDecision.Escalate next
                        && prepared(voyage, next, reason) instanceof Course.Cloud cloud
                ? Optional.of(cloud)
                : Optional.empty();
    }

    private List<Target> untried(Voyage voyage) {
        return models.targets().stream()
                .filter(target -> models.cloud(target.id())
                        .filter(provider ->
                                !voyage.failed().contains(provider.facts().provider()))
                        .isPresent())
                .toList();
    }

    /** The models there are now. */
    List<Target> targets() {
        return models.targets();
    }

    /**
     * Where a verdict sends a request, before anything is prepared: by this two policies are compared. The share of cloud
     * calls is left out, since what a policy in the shadow would have spent of it isn't known.
     */
    Destination destination(Voyage voyage, PolicyDecision verdict, RoutingSettings settings, List<Target> targets) {
        Router router = new Router(settings.hard(), /* cloudHasRoom= */ true);
        Wanted wanted = models.wanted(voyage.request().model());
        return switch (route(router, voyage, verdict, wanted, targets)) {
            case RoutingDecision.Refuse _ -> Destination.BLOCKED;
            case RoutingDecision.ServeLocally _ -> Destination.LOCAL;
            case RoutingDecision.Escalate escalate -> form(escalate);
            // How the answer will be judged is not known before; it may leave.
            case RoutingDecision.TryLocally trial -> form(trial.otherwise());
        };
    }

    private static Destination form(RoutingDecision.Escalate escalate) {
        return escalate.pseudonymised() ? Destination.CLOUD_PSEUDONYMISED : Destination.CLOUD_AS_IS;
    }

    private RoutingDecision route(
            Router router, Voyage voyage, PolicyDecision verdict, Wanted wanted, List<Target> targets) {
        return router.route(new RoutingRequest(
                verdict,
                wanted,
                voyage.seen().difficulty().score(),
                voyage.seen().promptTokens(),
                voyage.request().answerTokens().orElse(properties.assumedAnswerTokens()),
                needs(voyage.request()),
                targets));
    }

    private Course local(Target target, RouteReason reason) {
        return new Course.Local(backend(target), reason);
    }

    private LocalBackend backend(Target target) {
        return models.local(target.id()).orElseThrow();
    }

    private Course prepared(Voyage voyage, RoutingDecision.Escalate escalate, RouteReason reason) {
        CloudProvider provider = models.cloud(escalate.target().id()).orElseThrow();
        return switch (departure.prepare(voyage, provider, escalate.pseudonymised())) {
            case Departure.Ready ready ->
                new Course.Cloud(provider, ready.body(), ready.vault(), ready.pseudonyms(), reason);
            case Departure.Stopped stopped -> {
                stops.increment();
                LOG.warn(
                        "decision {}: the outbound check stopped the request: {}",
                        voyage.decisionId(),
                        stopped.cause());
                yield chartLocally(voyage, RouteReason.OUTBOUND_STOPPED);
            }
        };
    }

    private static Set<Capability> needs(ChatRequest request) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        for (String need : request.needs()) {
            needs.add(
                    switch (need) {
                        case "tools" -> Capability.TOOLS;
                        case "response_format" -> Capability.STRUCTURED_OUTPUT;
                        default -> Capability.VISION;
                    });
        }
        if (request.topLogprobs().isPresent()) {
            needs.add(Capability.LOGPROBS);
        }
        return needs;
    }
}
