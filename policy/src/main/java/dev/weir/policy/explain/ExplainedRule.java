package dev.weir.policy.explain;

import dev.weir.policy.condition.ConditionTree;
import dev.weir.policy.trace.TraceNode;
import java.util.List;
import java.util.Optional;

/**
 * One level or rule, explained.
 *
 * @param trace what the decision itself recorded: id, line, condition, effect, outcome
 * @param decides what of the verdict it settled
 * @param evaluations its condition part by part: once, or once for each cloud target where it reads one; empty for what
 *     Weir adds itself and where there are no targets
 */
public record ExplainedRule(TraceNode trace, Decides decides, List<Evaluation> evaluations) {
    public ExplainedRule {
        evaluations = List.copyOf(evaluations);
    }

    /** What of the verdict a rule settled. */
    public enum Decides {
        EFFECT,
        PREFERENCE,
        SENSITIVITY,
        CAPTURE,
        NOTHING
    }

    /**
     * A condition evaluated once.
     *
     * @param target the cloud target that it was evaluated for, where it reads one
     */
    public record Evaluation(Optional<String> target, TraceNode.Outcome outcome, ConditionTree condition) {}
}
