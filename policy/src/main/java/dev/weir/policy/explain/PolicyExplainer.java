package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.condition.ConditionOutcome;
import dev.weir.policy.condition.FactValues;
import dev.weir.policy.explain.ExplainedRule.Decides;
import dev.weir.policy.explain.ExplainedRule.Evaluation;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.EvaluationObserver;
import dev.weir.policy.rules.LevelRule;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.Rule;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.trace.TraceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains verdicts. Decisions are deterministic, so a version of a policy and the facts that were recorded give the
 * verdict again, with all that the decision itself left out to be quick. Evaluates the policy again for each number that
 * could be another, which takes tens of milliseconds with fifty rules. Stateless.
 */
public final class PolicyExplainer {

    private PolicyExplainer() {}

    /** Explains what the policy decides on these facts. */
    public static Explanation explain(CompiledPolicy policy, Facts facts) {
        Evaluations evaluations = new Evaluations();
        PolicyDecision decision = policy.decide(facts, evaluations);
        return new Explanation(
                decision,
                rules(policy.policy(), decision, evaluations),
                new CounterfactualSearch(policy, facts, decision).all());
    }

    /** The trace lists levels, rules and what Weir adds itself in this order. */
    private static List<ExplainedRule> rules(PolicySet policy, PolicyDecision decision, Evaluations evaluations) {
        List<TraceNode> nodes = decision.trace().nodes();
        List<ExplainedRule> rules = new ArrayList<>();
        for (LevelRule level : policy.levels()) {
            TraceNode node = nodes.get(rules.size());
            rules.add(new ExplainedRule(node, decides(node, decision), evaluations.of(level)));
        }
        for (Rule rule : policy.rules()) {
            TraceNode node = nodes.get(rules.size());
            rules.add(new ExplainedRule(node, decides(rule, node, decision), evaluations.of(rule)));
        }
        for (TraceNode node : nodes.subList(rules.size(), nodes.size())) {
            boolean alone = decision.decidingRules().isEmpty() && node.equals(nodes.getLast());
            rules.add(new ExplainedRule(node, alone ? Decides.EFFECT : decides(node, decision), List.of()));
        }
        return rules;
    }

    /** What a level settles, or what Weir adds itself; a client may declare a level. */
    private static Decides decides(TraceNode node, PolicyDecision decision) {
        if (setsEffect(node, decision)) {
            return Decides.EFFECT;
        }
        boolean applies = node.outcome() != TraceNode.Outcome.NOT_MATCHED;
        String level = LevelRule.written(decision.sensitivity());
        return applies && node.effect().equals(level) ? Decides.SENSITIVITY : Decides.NOTHING;
    }

    private static Decides decides(Rule rule, TraceNode node, PolicyDecision decision) {
        if (setsEffect(node, decision)) {
            return Decides.EFFECT;
        }
        if (node.outcome() == TraceNode.Outcome.MATCHED
                && rule.effect() instanceof RuleEffect.Keep(var capture)
                && capture == decision.capture()) {
            return Decides.CAPTURE;
        }
        boolean wishes = node.outcome() == TraceNode.Outcome.MATCHED
                && rule.effect() instanceof RuleEffect.Prefer(var preference)
                && preference == decision.preference();
        return wishes ? Decides.PREFERENCE : Decides.NOTHING;
    }

    private static boolean setsEffect(TraceNode node, PolicyDecision decision) {
        return node.outcome() != TraceNode.Outcome.NOT_MATCHED
                && decision.decidingRules().contains(node.id());
    }

    /** Collects how conditions came out, by level or rule. */
    private static final class Evaluations implements EvaluationObserver {
        private final Map<Object, List<Evaluation>> byRule = new HashMap<>();

        @Override
        public void level(LevelRule level, ConditionOutcome outcome, FactValues values) {
            add(
                    level,
                    new Evaluation(
                            Optional.empty(), outcome(outcome), level.when().explain(values)));
        }

        @Override
        public void rule(Rule rule, Optional<String> target, ConditionOutcome outcome, FactValues values) {
            add(rule, new Evaluation(target, outcome(outcome), rule.when().explain(values)));
        }

        List<Evaluation> of(Object rule) {
            return byRule.getOrDefault(rule, List.of());
        }

        private void add(Object rule, Evaluation evaluation) {
            byRule.computeIfAbsent(rule, _ -> new ArrayList<>()).add(evaluation);
        }

        private static TraceNode.Outcome outcome(ConditionOutcome outcome) {
            return switch (outcome) {
                case ConditionOutcome.Decided(boolean holds) ->
                    holds ? TraceNode.Outcome.MATCHED : TraceNode.Outcome.NOT_MATCHED;
                case ConditionOutcome.Failed _ -> TraceNode.Outcome.ERRORED;
            };
        }
    }
}
