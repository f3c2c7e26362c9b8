package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.SpendSoFar;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.Preference;
import dev.weir.router.selection.RouteReason;
import dev.weir.router.selection.RoutingRequest.Wanted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only orchestrator: takes a chat request through its eight steps. Holds no rule of its own; every step is somebody
 * else's knowledge. Thread-safe; runs on the request's thread.
 *
 * <ol>
 *   <li>detect, 2. signals: {@link Observer}
 *   <li value="3">policy: the {@link PolicyInForce} that the request started with
 *   <li>select: {@link Navigator}, which also prepares and checks what would leave; where policy has the local model try
 *       first, {@link LocalTrial} after its answer
 *   <li>cost: {@link CostControl} sets aside what a cloud course can cost
 *   <li>audit: {@link DecisionLog}; what can't be recorded durably doesn't leave
 *   <li>serve: {@link LocalBackend} or {@link CloudProvider}
 *   <li>respond: {@link OutcomeRecorder} follows the answer to its end, and the {@link Bill} is settled
 * </ol>
 *
 * Beside all this {@link ShadowTrial} tries another policy on what was decided, without effect.
 */
final class ChatPipeline implements ChatGateway {

    private static final Logger LOG = LoggerFactory.getLogger(ChatPipeline.class);
    private static final String ENDPOINT = "/v1/chat/completions";

    private final Observer observer;
    private final CurrentPolicy policies;
    private final Navigator navigator;
    private final LocalTrial trials;
    private final DecisionLog log;
    private final ShadowTrial shadow;
    private final SpendSoFar spend;
    private final CostControl costs;
    private final ModelDirectory models;
    private final InstantSource clock;
    private final Supplier<String> decisionIds;

    ChatPipeline(
            Observer observer,
            CurrentPolicy policies,
            Navigator navigator,
            LocalTrial trials,
            DecisionLog log,
            ShadowTrial shadow,
            SpendSoFar spend,
            CostControl costs,
            ModelDirectory models,
            InstantSource clock,
            Supplier<String> decisionIds) {
        this.observer = observer;
        this.policies = policies;
        this.navigator = navigator;
        this.trials = trials;
        this.log = log;
        this.shadow = shadow;
        this.spend = spend;
        this.costs = costs;
        this.models = models;
        this.clock = clock;
        this.decisionIds = decisionIds;
    }

    @Override
    public PipelineReply answer(Caller caller, String requestId, ChatRequest request, ClientPresence client) {
        Voyage voyage = survey(caller, requestId, request, client, clock.instant());
        return switch (navigator.chart(voyage)) {
            case Course course -> follow(voyage, course);
            case Plan.Trial trial -> {
                LocalTrial.Tried tried = trials.run(voyage, trial);
                yield follow(tried.voyage(), tried.course());
            }
        };
    }

    private PipelineReply follow(Voyage voyage, Course charted) {
        Decided decided = record(voyage, charted);
        shadow.compare(voyage);
        return carryOut(voyage, decided);
    }

    /** A course that is on record, and what it costs. */
    private record Decided(Course course, Bill bill) {}

    private PipelineReply carryOut(Voyage voyage, Decided decided) {
        OutcomeRecorder outcome = new OutcomeRecorder(log, clock, voyage, decided.bill());
        return switch (decided.course()) {
            case Course.Refused refused -> throw refuse(voyage, outcome, refused);
            case Course.Local local -> serveLocally(voyage, outcome, local);
            case Course.Cloud cloud -> escalate(voyage, outcome, cloud);
        };
    }

    /** Difficulty is judged in full only where the policy leaves the cloud open and something depends on it. */
    private Voyage survey(Caller caller, String requestId, ChatRequest request, ClientPresence client, Instant at) {
        PolicyInForce policy = policies.get();
        Observation seen = observer.observe(request, policy.inspector());
        Facts facts = facts(caller, request, policy, seen, at);
        PolicyDecision verdict = policy.decide(facts);
        if (verdict.effect().allowsCloud() && difficultyMatters(policy, verdict, request)) {
            seen = observer.judge(request, seen);
            facts = facts.withDifficulty(seen.difficulty().score());
            verdict = policy.decide(facts);
        }
        return new Voyage(
                caller,
                requestId,
                decisionIds.get(),
                at,
                request,
                client,
                policy,
                facts,
                seen,
                verdict,
                Optional.empty(),
                Set.of());
    }

    /** Not where nobody asks for it: no rule reads it, and a rule or the client says who answers. */
    private boolean difficultyMatters(PolicyInForce policy, PolicyDecision verdict, ChatRequest request) {
        boolean chosen = !(models.wanted(request.model()) instanceof Wanted.Auto)
                || verdict.preference() == Preference.LOCAL
                || verdict.preference() == Preference.CLOUD;
        return policy.rules().readsDifficulty() || !chosen;
    }

    @Override
    public List<ListedModel> models() {
        return models.listed();
    }

    /** Holds no model name that only the client knows, so that it is recorded as it was decided from. */
    private Facts facts(Caller caller, ChatRequest request, PolicyInForce policy, Observation seen, Instant at) {
        Facts.Request form = new Facts.Request(
                ENDPOINT,
                models.recordable(request.model()),
                request.stream(),
                request.needs().contains("tools"),
                request.needs().contains("response_format"),
                request.messages().size(),
                request.messages().stream().map(ChatRequest.Message::role).toList());
        return new Facts(
                new Facts.Caller(caller.keyId(), caller.team(), caller.labels()),
                form,
                seen.inspection(),
                seen.difficulty().score(),
                seen.injection(),
                seen.language(),
                seen.promptTokens(),
                policy.readsSpend() ? spend.of(caller.keyId(), caller.team(), at) : Optional.empty(),
                models.cloudFacts(),
                request.wish(),
                at);
    }

    /**
     * Sets aside what the course can cost and puts the decision on record. A cloud course that no budget has room for, or
     * whose record can't be made durable, becomes a local one or a refusal.
     */
    private Decided record(Voyage voyage, Course charted) {
        Decided decided = charted instanceof Course.Cloud cloud ? admit(voyage, cloud) : free(voyage, charted);
        Course course = decided.course();
        try {
            if (course instanceof Course.Cloud) {
                log.appendDurably(entry(voyage, course));
            } else {
                log.append(entry(voyage, course));
            }
            return decided;
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {} could not be recorded; nothing leaves", voyage.decisionId(), unavailable);
            decided.bill().failed(false);
            return course instanceof Course.Cloud
                    ? free(voyage, navigator.chartLocally(voyage, RouteReason.AUDIT_UNAVAILABLE))
                    : decided;
        }
    }

    private Decided admit(Voyage voyage, Course.Cloud course) {
        try {
            return switch (costs.admit(voyage, course)) {
                case CostControl.Admission.Granted granted -> new Decided(course, granted.bill());
                case CostControl.Admission.Denied denied ->
                    free(
                            voyage,
                            denied.effect() == Effect.BLOCK
                                    ? new Course.Refused(denied.reason())
                                    : navigator.chartLocally(voyage, denied.reason()));
            };
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {}: nothing could be set aside; nothing leaves", voyage.decisionId(), unavailable);
            return free(voyage, navigator.chartLocally(voyage, RouteReason.AUDIT_UNAVAILABLE));
        }
    }

    private Decided free(Voyage voyage, Course course) {
        return new Decided(course, costs.free(voyage));
    }

    private DecisionEntry entry(Voyage voyage, Course course) {
        return new DecisionEntry(
                voyage.decisionId(),
                voyage.requestId(),
                voyage.at(),
                voyage.caller().keyId(),
                voyage.caller().team(),
                ENDPOINT,
                voyage.facts().request().model(),
                voyage.request().stream(),
                course.route(),
                course.model(),
                course.reason().code(),
                voyage.verdict(),
                voyage.seen().difficulty(),
                voyage.seen().counts(),
                voyage.seen().complete(),
                course instanceof Course.Cloud cloud ? cloud.pseudonyms() : 0,
                voyage.seen().promptTokens(),
                Optional.of(voyage.facts()));
    }

    private PipelineReply serveLocally(Voyage voyage, OutcomeRecorder outcome, Course.Local course) {
        try {
            ChatReply reply = voyage.kept()
                    .filter(kept -> kept.model().equals(course.model()))
                    .map(Voyage.Kept::reply)
                    .orElseGet(() -> course.backend().complete(voyage.request(), voyage.client()));
            return new PipelineReply(voyage.headers(course), outcome.follow(reply, course.model()));
        } catch (GatewayException error) {
            outcome.failed(error);
            throw new RefusedException(voyage.headers(course), error);
        }
    }

    private PipelineReply escalate(Voyage voyage, OutcomeRecorder outcome, Course.Cloud course) {
        ChatReply reply;
        try {
            reply = course.provider().complete(course.body(), voyage.request().stream(), voyage.client());
        } catch (GatewayException error) {
            return afterCloudFailure(voyage, outcome, course, error);
        }
        AnswerGuard guard = new AnswerGuard(voyage);
        outcome.inspectedBy(guard);
        ChatReply answer =
                guard.guard(Restoration.of(course.vault(), voyage.request()).restore(reply));
        ChatReply followed = outcome.follow(answer, course.model());
        if (guard.withheld().isPresent()) {
            throw new RefusedException(voyage.headers(course), guard.withheld().get());
        }
        return new PipelineReply(voyage.headers(course).withAnswer(guard.summary()), followed);
    }

    /** Another provider is another decision, on record before anything leaves; the local model belongs to this one. */
    private PipelineReply afterCloudFailure(
            Voyage voyage, OutcomeRecorder outcome, Course.Cloud failed, GatewayException error) {
        LOG.warn(
                "decision {}: {} failed with {}",
                voyage.decisionId(),
                failed.model(),
                error.code().code());
        if (voyage.client().gone()) {
            outcome.cancelled();
            throw new RefusedException(voyage.headers(failed), error);
        }
        Voyage onward = voyage.onward(
                decisionIds.get(), clock.instant(), failed.provider().facts().provider());
        return switch (navigator.chartOnward(onward, error)) {
            case Course.Local local -> {
                outcome.charge(error);
                yield serveLocally(voyage, outcome, local);
            }
            case Course.Cloud next -> {
                outcome.failed(error);
                yield carryOut(onward, record(onward, next));
            }
            case Course.Refused _ -> {
                outcome.failed(error);
                throw new RefusedException(voyage.headers(failed), error);
            }
        };
    }

    private static RefusedException refuse(Voyage voyage, OutcomeRecorder outcome, Course.Refused course) {
        GatewayException error = Refusals.error(voyage, course.reason());
        outcome.refused(error);
        return new RefusedException(voyage.headers(course), error);
    }
}
