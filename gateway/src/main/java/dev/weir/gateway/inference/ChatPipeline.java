package dev.weir.gateway.inference;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.SpendSoFar;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.DecisionRecorder.Decided;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.Preference;
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
 *   <li>cost: {@link AnswerCache} may have the answer already; {@link CostControl} sets aside what a cloud course can cost
 *   <li>audit: {@link DecisionRecorder}; what can't be recorded durably doesn't leave
 *   <li>serve: {@link LocalBackend} or {@link CloudProvider}, with {@link Hedging} two of them at once
 *   <li>respond: {@link OutcomeRecorder} follows the answer to its end, and the {@link Bill} is settled
 * </ol>
 *
 * Beside all this {@link ContentCapture} hands over what policy wants to be kept, and {@link ShadowTrial} tries another
 * policy on what was decided, without effect.
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
    private final DecisionRecorder decisions;
    private final Hedging hedging;
    private final AnswerCache cache;
    private final ContentCapture content;
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
            DecisionRecorder decisions,
            Hedging hedging,
            AnswerCache cache,
            ContentCapture content,
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
        this.decisions = decisions;
        this.hedging = hedging;
        this.cache = cache;
        this.content = content;
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
        Decided decided = decisions.record(voyage, charted);
        shadow.compare(voyage);
        return carryOut(voyage, decided);
    }

    private PipelineReply carryOut(Voyage voyage, Decided decided) {
        OutcomeRecorder outcome = new OutcomeRecorder(log, clock, voyage, decided.bill());
        return switch (decided.course()) {
            case Course.Refused refused -> throw refuse(voyage, outcome, refused);
            case Course.Local local -> serveLocally(voyage, outcome, local);
            case Course.Cloud cloud -> escalate(new Attempt(voyage, outcome, cloud));
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

    private PipelineReply serveLocally(Voyage voyage, OutcomeRecorder outcome, Course.Local course) {
        try {
            ChatReply reply = voyage.kept()
                    .filter(kept -> kept.model().equals(course.model()))
                    .map(Voyage.Kept::reply)
                    .orElseGet(() -> course.backend().complete(voyage.request(), voyage.client()));
            if (course.backend() instanceof AnswerCache.Remembered) {
                return guarded(voyage, outcome, course, reply);
            }
            ChatReply followed = outcome.follow(reply, course.model());
            return new PipelineReply(voyage.headers(course), content.follow(voyage, followed));
        } catch (GatewayException error) {
            outcome.failed(error);
            throw new RefusedException(voyage.headers(course), error);
        }
    }

    private PipelineReply escalate(Attempt attempt) {
        return switch (hedging.call(attempt, this::beside)) {
            case Hedging.Result.Answered answered -> {
                Attempt by = answered.by();
                ChatReply reply = cache.keep(by.voyage(), by.course(), answered.reply());
                PipelineReply restored = guarded(
                        by.voyage(),
                        by.outcome(),
                        by.course(),
                        Restoration.of(by.course().vault(), by.voyage().request())
                                .restore(reply));
                yield answered.other().map(restored::besides).orElse(restored);
            }
            case Hedging.Result.Failed failed ->
                afterCloudFailure(
                        failed.last().voyage(),
                        failed.last().outcome(),
                        failed.last().course(),
                        failed.error());
        };
    }

    /** Another call beside one that is slow: a decision of its own, paid for and on record before anything leaves. */
    private Optional<Attempt> beside(Attempt slow) {
        Voyage onward = slow.voyage().onward(decisionIds.get(), clock.instant(), slow.provider());
        return navigator
                .chartBeside(onward)
                .flatMap(course -> decisions
                        .recordBeside(onward, course)
                        .map(bill -> new Attempt(onward, new OutcomeRecorder(log, clock, onward, bill), course)));
    }

    /** What a cloud model said, now or before, as policy lets it be passed on. */
    private PipelineReply guarded(Voyage voyage, OutcomeRecorder outcome, Course course, ChatReply restored) {
        AnswerGuard guard = new AnswerGuard(voyage);
        outcome.inspectedBy(guard);
        ChatReply followed = outcome.follow(guard.guard(restored), course.model());
        if (guard.withheld().isPresent()) {
            throw new RefusedException(voyage.headers(course), guard.withheld().get());
        }
        return new PipelineReply(voyage.headers(course).withAnswer(guard.summary()), content.follow(voyage, followed));
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
                yield carryOut(onward, decisions.record(onward, next));
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
