package dev.weir.policy.rules;

import dev.weir.policy.condition.ConditionOutcome;
import dev.weir.policy.condition.FactValues;
import java.util.Optional;

/** Is told how each condition came out and under which facts, in the order of evaluation. */
public interface EvaluationObserver {
    /** Isn't interested. */
    EvaluationObserver NONE = new EvaluationObserver() {
        @Override
        public void level(LevelRule level, ConditionOutcome outcome, FactValues values) {}

        @Override
        public void rule(Rule rule, Optional<String> target, ConditionOutcome outcome, FactValues values) {}
    };

    /** A sensitivity level's condition came out. */
    void level(LevelRule level, ConditionOutcome outcome, FactValues values);

    /**
     * A rule's condition came out.
     *
     * @param target the cloud target that it was evaluated for, where it reads one
     * @param values the facts under the sensitivity that counts
     */
    void rule(Rule rule, Optional<String> target, ConditionOutcome outcome, FactValues values);
}
