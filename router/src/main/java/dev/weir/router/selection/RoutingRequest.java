package dev.weir.router.selection;

import dev.weir.policy.PolicyDecision;
import java.util.List;
import java.util.Set;

/**
 * What the router chooses from.
 *
 * @param wanted what the client asked for
 * @param difficulty 0 to 1
 * @param promptTokens tokens of the prompt
 * @param answerTokens most tokens of the answer
 * @param needs what the answering model must be able to do
 * @param targets every model there is, preferred first within its lane
 */
public record RoutingRequest(
        PolicyDecision decision,
        Wanted wanted,
        double difficulty,
        int promptTokens,
        int answerTokens,
        Set<Target.Capability> needs,
        List<Target> targets) {

    public RoutingRequest {
        needs = Set.copyOf(needs);
        targets = List.copyOf(targets);
    }

    /** Which model the client asked for. */
    public sealed interface Wanted {
        /** Weir decides. */
        record Auto() implements Wanted {}

        /** Any model of one lane. */
        record AnyOf(Target.Lane lane) implements Wanted {}

        /** One model by its id. */
        record Model(String id) implements Wanted {}
    }
}
