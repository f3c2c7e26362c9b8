package dev.weir.policy.rules;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.condition.Condition;
import java.util.stream.Stream;

/** One version of a policy, ready to decide. Immutable and thread-safe. */
public record CompiledPolicy(PolicySet policy, PolicyVersion version) {

    /** Whether any condition asks what cloud calls have cost: where none does, nobody need know. */
    public boolean readsSpend() {
        return conditions().anyMatch(Condition::readsSpend);
    }

    /** Whether any condition asks for the difficulty. */
    public boolean readsDifficulty() {
        return conditions().anyMatch(Condition::readsDifficulty);
    }

    private Stream<Condition> conditions() {
        return Stream.concat(
                policy.levels().stream().map(LevelRule::when),
                policy.rules().stream().map(Rule::when));
    }

    /**
     * Decides. Every level and every rule is evaluated; the strictest effect among the default, the rules that match
     * and the client's own tightening wins. A condition that fails counts as matched and closes the cloud; so does an
     * inspection that is not complete. A rule on targets does all this to the single targets it holds for. Never throws
     * on account of the facts.
     */
    public PolicyDecision decide(Facts facts) {
        return decide(facts, EvaluationObserver.NONE);
    }

    /** Decides, and tells how each condition came out. */
    public PolicyDecision decide(Facts facts, EvaluationObserver observer) {
        Evaluation evaluation = new Evaluation(policy, facts, observer);
        evaluation.run();
        Tightenings.Sum sum = evaluation.sum();
        return new PolicyDecision(
                sum.effect(),
                evaluation.preference(),
                evaluation.sensitivity(),
                sum.deciding(),
                sum.byTarget(),
                evaluation.capture(),
                version,
                evaluation.trace());
    }
}
