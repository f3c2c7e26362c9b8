package dev.weir.policy.replay;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.replay.RecordedDecision.Course;
import dev.weir.policy.replay.RecordedDecision.Route;
import dev.weir.policy.replay.RecordedDecision.Verdict;
import dev.weir.policy.rules.RoutingSettings;
import java.util.Optional;
import java.util.Set;

/**
 * Who would have answered a recorded request under another verdict. Where the verdict is as recorded, so is the route.
 * Otherwise the lane follows the effect, the client's wish, the preference and last the difficulty, and what was
 * impossible then stays impossible. Reasons are the codes of the {@code x-weir-reason} header.
 */
final class RouteForecast {
    private static final Set<String> NO_LOCAL =
            Set.of("local_lacks_capability", "local_window", "local_unavailable", "local_only_unavailable");
    private static final Set<String> NO_CLOUD =
            Set.of("no_cloud", "cloud_failed", "audit_unavailable", "outbound_stopped");
    /** Nobody could answer; where the cloud was closed that says nothing of the cloud. */
    private static final Set<String> NO_MODEL = Set.of("context_length_exceeded", "unsupported", "nothing_available");

    private static final Set<String> BY_DIFFICULTY = Set.of("easy", "hard");

    private final RecordedDecision recorded;
    private final Verdict verdict;
    /** The difficulty from which a request goes to the cloud where nothing else decides. */
    private final double hard;

    private final Course course;

    private RouteForecast(RecordedDecision recorded, Verdict verdict, double hard) {
        this.recorded = recorded;
        this.verdict = verdict;
        this.hard = hard;
        this.course = recorded.course();
    }

    /** Where the request went. One to a model that its verdict knows nothing of counts as gone under pseudonyms. */
    static Destination recorded(RecordedDecision decision) {
        return switch (decision.course().route()) {
            case LOCAL -> Destination.LOCAL;
            case BLOCKED -> Destination.BLOCKED;
            case CLOUD -> form(decision.verdict().effectFor(decision.course().model()));
        };
    }

    /**
     * Where it would have gone under this verdict. How many requests may go to the cloud depends on those before it and
     * is left out.
     */
    static Destination under(RecordedDecision decision, Verdict verdict, RoutingSettings routing) {
        RouteForecast forecast = new RouteForecast(decision, verdict, routing.hard());
        return forecast.isAsRecorded() ? recorded(decision) : forecast.destination();
    }

    private boolean isAsRecorded() {
        Verdict was = recorded.verdict();
        return !BY_DIFFICULTY.contains(course.reason())
                && was.effect() == verdict.effect()
                && was.preference() == verdict.preference()
                && (course.route() != Route.CLOUD
                        || was.effectFor(course.model()) == verdict.effectFor(course.model()));
    }

    private Destination destination() {
        boolean nobodyAtAll = NO_MODEL.contains(course.reason())
                && recorded.verdict().effect().allowsCloud();
        if (verdict.effect() == Effect.BLOCK || course.reason().equals("model_not_found") || nobodyAtAll) {
            return Destination.BLOCKED;
        }
        Destination onEdge = canStay() ? Destination.LOCAL : Destination.BLOCKED;
        Optional<Effect> open = openCloud();
        if (open.isEmpty() || wish() == Wish.LOCAL) {
            return onEdge;
        }
        return wantsCloud() || onEdge == Destination.BLOCKED ? form(open.get()) : onEdge;
    }

    private boolean canStay() {
        return !NO_LOCAL.contains(course.reason()) && !NO_MODEL.contains(course.reason());
    }

    /** The effect for the cloud model that would answer, if there is one. What is not among the facts is closed. */
    private Optional<Effect> openCloud() {
        if (!verdict.effect().allowsCloud() || NO_CLOUD.contains(course.reason())) {
            return Optional.empty();
        }
        Optional<Effect> sameModel = Optional.of(course.model())
                .filter(_ -> course.route() == Route.CLOUD)
                .map(verdict::effectFor)
                .filter(Effect::allowsCloud);
        return sameModel.or(() -> recorded.facts().targets().stream()
                .map(target -> verdict.effectFor(target.id()))
                .filter(Effect::allowsCloud)
                .findFirst());
    }

    private boolean wantsCloud() {
        if (wish() == Wish.CLOUD) {
            return true;
        }
        return switch (verdict.preference()) {
            // Nobody knows how the local answer would have been judged, so that it counts as what may leave.
            case CLOUD, LOCAL_FIRST -> true;
            case LOCAL -> false;
            case NONE -> recorded.facts().difficulty() >= hard;
        };
    }

    private enum Wish {
        NONE,
        LOCAL,
        CLOUD
    }

    private Wish wish() {
        String asked = recorded.facts().request().model();
        if (asked.equals("local") || (isRequested() && course.route() == Route.LOCAL)) {
            return Wish.LOCAL;
        }
        boolean namesCloudModel =
                recorded.facts().targets().stream().map(Facts.Target::id).anyMatch(asked::equals);
        return asked.equals("cloud") || isRequested() || namesCloudModel ? Wish.CLOUD : Wish.NONE;
    }

    private boolean isRequested() {
        return course.reason().equals("requested");
    }

    private static Destination form(Effect effect) {
        return effect == Effect.CLOUD_AS_IS ? Destination.CLOUD_AS_IS : Destination.CLOUD_PSEUDONYMISED;
    }
}
