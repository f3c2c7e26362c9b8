package dev.weir.policy.rules;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.condition.Condition;
import dev.weir.policy.condition.ConditionOutcome;
import dev.weir.policy.condition.FactValues;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.trace.DecisionTrace;
import dev.weir.policy.trace.TraceNode;
import dev.weir.policy.trace.TraceNode.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * One run of a policy over one request's facts.
 *
 * <p>INVARIANT: nothing here takes an effect away once it applies. A rule is therefore evaluated under every sensitivity
 * that the request may have: the highest level that surely matched, each higher one whose condition failed, and the one
 * that the client asked for. Were only the highest used, a client that says {@code restricted} would escape a rule on
 * {@code sensitivity == 'confidential'}.
 */
final class Evaluation {
    static final String INCOMPLETE = "weir:incomplete-inspection";
    static final String CLIENT_LOCAL_ONLY = "weir:client-local-only";
    static final String CLIENT_SENSITIVITY = "weir:client-sensitivity";
    static final String DEFAULT = "weir:default";

    private record Evaluated(ConditionOutcome outcome, FactValues world) {}

    /** The facts under each sensitivity that the request may have. */
    private record Worlds(List<FactValues> highestFirst, List<FactValues> lowest) {
        static Worlds of(List<FactValues> highestFirst) {
            int last = highestFirst.size() - 1;
            return new Worlds(highestFirst, highestFirst.subList(last, last + 1));
        }

        /** A rule that doesn't read the sensitivity comes out alike under each. */
        List<FactValues> relevantTo(Rule rule) {
            return rule.when().readsSensitivity() ? highestFirst : lowest;
        }
    }

    /** The facts with regard to one target. */
    private record AtTarget(Facts.Target target, Worlds worlds) {
        static AtTarget of(Facts.Target target, Worlds worlds) {
            return new AtTarget(
                    target,
                    Worlds.of(worlds.highestFirst().stream()
                            .map(world -> world.with(target))
                            .toList()));
        }
    }

    private final PolicySet policy;
    private final Facts facts;
    private final FactValues values;
    private final EvaluationObserver observer;
    private final List<TraceNode> nodes = new ArrayList<>();
    private final Tightenings tightenings;
    private final SortedSet<Sensitivity> possible = new TreeSet<>();
    private final Set<Preference> wishes = EnumSet.noneOf(Preference.class);
    private final Set<Capture> captures = EnumSet.noneOf(Capture.class);

    Evaluation(PolicySet policy, Facts facts, EvaluationObserver observer) {
        this.policy = policy;
        this.facts = facts;
        this.observer = observer;
        this.values = FactValues.of(facts);
        this.tightenings = new Tightenings(policy.byDefault(), facts.targets());
    }

    void run() {
        evaluateLevels();
        Worlds worlds = Worlds.of(possible.reversed().stream().map(values::with).toList());
        List<AtTarget> targets = targets(worlds);
        for (Rule rule : policy.rules()) {
            if (rule.when().readsTarget()) {
                evaluateByTarget(rule, worlds, targets);
            } else {
                evaluate(rule, worlds.relevantTo(rule));
            }
        }
        applyBuiltIn();
        nodes.add(node(DEFAULT, RuleEffect.written(policy.byDefault()), Outcome.MATCHED, ""));
    }

    Tightenings.Sum sum() {
        return tightenings.sum();
    }

    Preference preference() {
        return wishes.stream().max(Comparator.naturalOrder()).orElse(Preference.NONE);
    }

    /** Where not everything could be inspected, nobody knows what to mask. */
    Capture capture() {
        Capture asked = captures.stream().reduce(Capture::least).orElse(policy.capture());
        return asked == Capture.MASKED && facts.inspection() instanceof Inspection.Incomplete ? Capture.NONE : asked;
    }

    Sensitivity sensitivity() {
        return possible.last();
    }

    DecisionTrace trace() {
        return new DecisionTrace(nodes);
    }

    private void evaluateLevels() {
        Sensitivity sure = Sensitivity.PUBLIC;
        for (LevelRule level : policy.levels()) {
            ConditionOutcome outcome = level.when().evaluate(values);
            observer.level(level, outcome, values);
            switch (outcome) {
                case ConditionOutcome.Decided decided -> {
                    sure = decided.holds() ? sure.highest(level.level()) : sure;
                }
                case ConditionOutcome.Failed _ -> {
                    possible.add(level.level());
                    tightenings.add(level.id(), Effect.LOCAL_ONLY);
                }
            }
            nodes.add(new TraceNode(
                    level.id(),
                    level.line(),
                    level.when().source(),
                    LevelRule.written(level.level()),
                    outcome(outcome),
                    detail(level.when(), values, outcome)));
        }
        possible.add(facts.wish().atLeast());
        possible.add(sure);
        possible.headSet(sure).clear();
    }

    private void evaluate(Rule rule, List<FactValues> worlds) {
        Evaluated strongest = strongest(rule.when(), worlds);
        observer.rule(rule, Optional.empty(), strongest.outcome(), strongest.world());
        effectOf(rule, strongest.outcome()).ifPresent(effect -> tightenings.add(rule.id(), effect));
        if (rule.effect() instanceof RuleEffect.Prefer(Preference wish)
                && outcome(strongest.outcome()) == Outcome.MATCHED) {
            wishes.add(wish);
        }
        if (rule.effect() instanceof RuleEffect.Keep(Capture capture)) {
            captureBy(capture, strongest.outcome());
        }
        nodes.add(node(rule, strongest.outcome(), detail(rule.when(), strongest.world(), strongest.outcome())));
    }

    /** A rule that can't be decided keeps nothing, whatever it asks for. */
    private void captureBy(Capture capture, ConditionOutcome outcome) {
        switch (outcome(outcome)) {
            case MATCHED -> captures.add(capture);
            case ERRORED -> captures.add(Capture.NONE);
            case NOT_MATCHED -> {}
        }
    }

    /** Made once for all rules, and only where some rule asks for them. */
    private List<AtTarget> targets(Worlds worlds) {
        return policy.rules().stream().anyMatch(rule -> rule.when().readsTarget())
                ? facts.targets().stream()
                        .map(target -> AtTarget.of(target, worlds))
                        .toList()
                : List.of();
    }

    /** Evaluates for each target on its own; without targets there is nothing that the rule could close. */
    private void evaluateByTarget(Rule rule, Worlds worlds, List<AtTarget> targets) {
        ConditionOutcome strongest = new ConditionOutcome.Decided(false);
        StringJoiner matched = new StringJoiner(", ", "targets: ", "").setEmptyValue("targets: none");
        for (AtTarget there : targets) {
            Facts.Target target = there.target();
            Evaluated evaluated = strongest(rule.when(), there.worlds().relevantTo(rule));
            ConditionOutcome outcome = evaluated.outcome();
            observer.rule(rule, Optional.of(target.id()), outcome, evaluated.world());
            effectOf(rule, outcome).ifPresent(effect -> {
                matched.add(target.id());
                tightenings.add(rule.id(), target, effect);
            });
            strongest = rank(outcome) > rank(strongest) ? outcome : strongest;
        }
        String read = detail(rule.when(), worlds.relevantTo(rule).getFirst(), strongest);
        nodes.add(node(rule, strongest, matched + (read.isEmpty() ? "" : "; " + read)));
    }

    /** What a rule makes of this outcome; a wish that merely holds tightens nothing. */
    private static Optional<Effect> effectOf(Rule rule, ConditionOutcome outcome) {
        return switch (outcome) {
            case ConditionOutcome.Failed _ -> Optional.of(rule.effect().whenErrored());
            case ConditionOutcome.Decided(boolean holds) ->
                holds && rule.effect() instanceof RuleEffect.Tighten(Effect effect)
                        ? Optional.of(effect)
                        : Optional.empty();
        };
    }

    private static Evaluated strongest(Condition condition, List<FactValues> worlds) {
        Evaluated strongest = new Evaluated(condition.evaluate(worlds.getFirst()), worlds.getFirst());
        for (FactValues world : worlds.subList(1, worlds.size())) {
            ConditionOutcome outcome = condition.evaluate(world);
            if (rank(outcome) > rank(strongest.outcome())) {
                strongest = new Evaluated(outcome, world);
            }
        }
        return strongest;
    }

    private void applyBuiltIn() {
        if (facts.inspection() instanceof Inspection.Incomplete incomplete) {
            tightenings.add(INCOMPLETE, Effect.LOCAL_ONLY);
            nodes.add(node(INCOMPLETE, "local_only", Outcome.MATCHED, incomplete.cause()));
        }
        if (facts.wish().localOnly()) {
            tightenings.add(CLIENT_LOCAL_ONLY, Effect.LOCAL_ONLY);
            nodes.add(node(CLIENT_LOCAL_ONLY, "local_only", Outcome.MATCHED, ""));
        }
        if (facts.wish().atLeast() != Sensitivity.PUBLIC) {
            String effect = LevelRule.written(facts.wish().atLeast());
            nodes.add(node(CLIENT_SENSITIVITY, effect, Outcome.MATCHED, ""));
        }
    }

    private TraceNode node(String id, String effect, Outcome outcome, String detail) {
        return new TraceNode(id, policy.defaultLine(), "", effect, outcome, detail);
    }

    private static TraceNode node(Rule rule, ConditionOutcome outcome, String detail) {
        return new TraceNode(
                rule.id(), rule.line(), rule.when().source(), rule.effect().written(), outcome(outcome), detail);
    }

    private static String detail(Condition condition, FactValues values, ConditionOutcome outcome) {
        String read = condition.detail(values);
        return outcome instanceof ConditionOutcome.Failed(String reason)
                ? "error: " + reason + (read.isEmpty() ? "" : "; " + read)
                : read;
    }

    private static Outcome outcome(ConditionOutcome outcome) {
        return switch (outcome) {
            case ConditionOutcome.Decided decided -> decided.holds() ? Outcome.MATCHED : Outcome.NOT_MATCHED;
            case ConditionOutcome.Failed _ -> Outcome.ERRORED;
        };
    }

    /** A failure counts for more than a match: it closes the cloud. */
    private static int rank(ConditionOutcome outcome) {
        return switch (outcome) {
            case ConditionOutcome.Decided decided -> decided.holds() ? 1 : 0;
            case ConditionOutcome.Failed _ -> 2;
        };
    }
}
