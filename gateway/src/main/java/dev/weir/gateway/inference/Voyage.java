package dev.weir.gateway.inference;

import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import java.time.Instant;

/**
 * All that is known of one request once policy has spoken.
 *
 * @param policy the policy that holds for this request to its end
 * @param facts what it decided from
 */
record Voyage(
        Caller caller,
        String requestId,
        String decisionId,
        Instant at,
        ChatRequest request,
        ClientPresence client,
        PolicyInForce policy,
        Facts facts,
        Observation seen,
        PolicyDecision verdict) {

    DecisionHeaders headers(Course course) {
        return new DecisionHeaders(
                decisionId,
                course.route(),
                course.model(),
                verdict.policy().toString(),
                course.reason().code());
    }
}
