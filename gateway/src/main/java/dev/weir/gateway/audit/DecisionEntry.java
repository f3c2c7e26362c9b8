package dev.weir.gateway.audit;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.router.signal.Difficulty;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided about one request, and why. Holds no content: counts, names and scores alone.
 *
 * @param id the decision's id, as in {@code x-weir-decision}
 * @param requestId the request's id, as in {@code x-request-id}
 * @param keyId id of the API key
 * @param endpoint path of the request
 * @param requestedModel the model as named by the client
 * @param route {@code local}, {@code cloud} or {@code blocked}
 * @param model the model chosen; {@code none} where nobody answers
 * @param reason short code of the choice
 * @param decision the policy's verdict with its trace
 * @param findings number of findings by entity
 * @param inspectionComplete whether every string of the request was inspected
 * @param pseudonyms number of replaced spans, 0 where nothing leaves
 * @param promptTokens tokens of the prompt
 * @param facts what the policy decided from; empty in entries of earlier releases, and where they are too many to keep
 * @param captured what is to be kept of the content; empty where nothing is, and in what is read back from the index
 */
public record DecisionEntry(
        String id,
        String requestId,
        Instant at,
        String keyId,
        String team,
        String endpoint,
        String requestedModel,
        boolean stream,
        String route,
        String model,
        String reason,
        PolicyDecision decision,
        Difficulty difficulty,
        Map<String, Integer> findings,
        boolean inspectionComplete,
        int pseudonyms,
        int promptTokens,
        Optional<Facts> facts,
        Optional<CaptureNote> captured) {
    public DecisionEntry {
        findings = Map.copyOf(findings);
    }
}
