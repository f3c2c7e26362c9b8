package dev.weir.gateway.inference;

import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.router.signal.Difficulty;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of one request once policy has spoken.
 *
 * @param policy the policy that holds for this request to its end
 * @param facts what it decided from
 * @param kept an answer that a local model gave already and that nobody has seen yet
 * @param failed ids of the providers that failed on this request or were asked already
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
        PolicyDecision verdict,
        Optional<Kept> kept,
        Set<String> failed) {

    Voyage {
        failed = Set.copyOf(failed);
    }

    /** A model's answer that waits. */
    record Kept(String model, ChatReply reply) {}

    /** The same once a local answer was judged; the facts stay what the policy decided from. */
    Voyage judged(Difficulty difficulty, String model, ChatReply answer) {
        return new Voyage(
                caller,
                requestId,
                decisionId,
                at,
                request,
                client,
                policy,
                facts,
                seen.with(difficulty),
                verdict,
                Optional.of(new Kept(model, answer)),
                failed);
    }

    /** The same request on its way to another provider: a decision of its own, under the same verdict. */
    Voyage onward(String anotherId, Instant now, String failedProvider) {
        Set<String> all = new HashSet<>(failed);
        all.add(failedProvider);
        return new Voyage(caller, requestId, anotherId, now, request, client, policy, facts, seen, verdict, kept, all);
    }

    /** The same where a provider isn't to be asked any more. */
    Voyage past(String provider) {
        return onward(decisionId, at, provider);
    }

    DecisionHeaders headers(Course course) {
        return new DecisionHeaders(
                decisionId,
                course.route(),
                course.model(),
                verdict.policy().toString(),
                course.reason().code());
    }
}
