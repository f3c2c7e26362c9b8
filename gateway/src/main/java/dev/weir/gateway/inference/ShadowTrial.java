package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.ShadowDifference;
import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.audit.SpendSoFar;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.replay.Destination;
import dev.weir.router.selection.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the policy in the shadow on requests that were decided already, on a thread of its own. A request never waits for
 * it: where too many wait, the next ones are skipped and counted. Whatever goes wrong here stays here. Thread-safe.
 */
public final class ShadowTrial implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowTrial.class);

    /** Each one that waits keeps its request in memory. */
    private static final int MOST_WAITING = 64;

    private final Supplier<Optional<PolicyInForce>> shadow;
    private final Navigator navigator;
    private final ShadowLog log;
    private final SpendSoFar spend;
    private final InstantSource clock;
    private final ThreadPoolExecutor thread;
    private final AtomicReference<ShadowCounts> counts = new AtomicReference<>(ShadowCounts.NONE);

    /** @param shadow the policy that is tried now */
    ShadowTrial(
            Supplier<Optional<PolicyInForce>> shadow,
            Navigator navigator,
            ShadowLog log,
            SpendSoFar spend,
            InstantSource clock) {
        this.shadow = shadow;
        this.navigator = navigator;
        this.log = log;
        this.spend = spend;
        this.clock = clock;
        ThreadFactory names =
                Thread.ofPlatform().name("weir-shadow-policy").daemon().factory();
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), names);
    }

    /** How often the policy in the shadow was tried since it came to stand there, or since the start. */
    public ShadowCounts counts() {
        return counts.get();
    }

    /** Has the decision compared, some time. Returns at once and never throws. */
    void compare(Voyage voyage) {
        Optional<PolicyInForce> policy = shadow.get();
        if (policy.isEmpty()) {
            return;
        }
        try {
            thread.execute(() -> tryOut(policy.get(), voyage));
        } catch (RejectedExecutionException full) {
            count(policy.get(), ShadowCounts::skippedOne);
        }
    }

    private void tryOut(PolicyInForce policy, Voyage voyage) {
        try {
            Optional<ShadowDifference> difference = difference(policy, voyage);
            difference.ifPresent(log::append);
            count(policy, difference.isPresent() ? ShadowCounts::differentOne : ShadowCounts::sameOne);
        } catch (AuditUnavailableException unavailable) {
            LOG.warn("decision {}: the shadow's difference could not be recorded", voyage.decisionId(), unavailable);
            count(policy, ShadowCounts::failedOne);
        } catch (RuntimeException | StackOverflowError broken) {
            // Only its type: a message could hold something of the request.
            LOG.warn(
                    "decision {}: {} failed in the shadow: {}",
                    voyage.decisionId(),
                    policy.version(),
                    broken.getClass());
            count(policy, ShadowCounts::failedOne);
        }
    }

    private Optional<ShadowDifference> difference(PolicyInForce policy, Voyage voyage) {
        Facts facts = facts(policy, voyage);
        PolicyDecision verdict = policy.decide(facts);
        List<Target> targets = navigator.targets();
        Destination from = navigator.destination(
                voyage, voyage.verdict(), voyage.policy().rules().policy().routing(), targets);
        Destination to =
                navigator.destination(voyage, verdict, policy.rules().policy().routing(), targets);
        ShadowExposure exposure = ShadowExposure.of(
                from,
                voyage.facts().inspection().findings(),
                to,
                facts.inspection().findings());
        if (from == to && isAlike(voyage.verdict(), verdict) && exposure.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ShadowDifference(
                voyage.decisionId(),
                clock.instant(),
                voyage.verdict().policy().number(),
                policy.version().number(),
                from,
                to,
                verdict.effect(),
                verdict.preference(),
                verdict.decidingRules(),
                verdict.targetEffects(),
                exposure.leaving(),
                exposure.inTheClear()));
    }

    /** The facts as this policy sees them: with its own detector, and with what it cost where it asks. */
    private Facts facts(PolicyInForce policy, Voyage voyage) {
        Facts facts = voyage.facts();
        boolean sameDetector = policy.rules()
                .policy()
                .detection()
                .equals(voyage.policy().rules().policy().detection());
        Inspection inspection = sameDetector
                ? facts.inspection()
                : policy.inspector().inspect(voyage.request().body());
        Optional<Facts.Spend> spent = policy.readsSpend() && facts.spend().isEmpty()
                ? spend.of(facts.caller().keyId(), facts.caller().team(), facts.at())
                : facts.spend();
        return new Facts(
                facts.caller(),
                facts.request(),
                inspection,
                facts.difficulty(),
                facts.injection(),
                facts.language(),
                facts.promptTokens(),
                spent,
                facts.targets(),
                facts.wish(),
                facts.at());
    }

    private static boolean isAlike(PolicyDecision one, PolicyDecision other) {
        return one.effect() == other.effect()
                && one.preference() == other.preference()
                && one.targetEffects().equals(other.targetEffects());
    }

    /** A policy that no longer stands in the shadow counts no more. */
    private void count(PolicyInForce policy, UnaryOperator<ShadowCounts> one) {
        PolicyVersion version = policy.version();
        if (shadow.get().filter(now -> now.version().equals(version)).isPresent()) {
            counts.updateAndGet(so -> one.apply(so.of(version) ? so : ShadowCounts.start(version, clock.instant())));
        }
    }

    /** Lets what waits end, and takes no more. */
    @Override
    public void close() {
        thread.close();
    }
}
