package dev.weir.policy.explain;

import dev.weir.policy.PolicyDecision;
import java.util.List;

/**
 * Why a verdict came about. Holds no content of the request.
 *
 * @param rules the policy's levels, its rules, then what Weir adds itself; each in the policy's order
 * @param counterfactuals changes of a single number that would have changed the verdict, the smallest first
 */
public record Explanation(PolicyDecision decision, List<ExplainedRule> rules, List<Counterfactual> counterfactuals) {
    public Explanation {
        rules = List.copyOf(rules);
        counterfactuals = List.copyOf(counterfactuals);
    }
}
