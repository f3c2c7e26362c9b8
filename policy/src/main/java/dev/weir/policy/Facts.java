package dev.weir.policy;

import dev.weir.policy.detection.Inspection;
import java.time.Instant;
import java.util.List;

/**
 * All that a policy sees of one request. Holds no content.
 *
 * @param caller who asks
 * @param request what is asked for, in form
 * @param inspection findings, and whether the inspection was complete
 * @param difficulty how hard the request is for a small model, 0 to 1
 * @param language ISO 639-1 code, or {@code und}
 * @param promptTokens tokens of the prompt, as the local model counts them or as estimated
 * @param wish what the client asked to be tightened
 * @param at when the request came
 */
public record Facts(
        Caller caller,
        Request request,
        Inspection inspection,
        double difficulty,
        String language,
        int promptTokens,
        Tightening wish,
        Instant at) {

    /**
     * Who asks.
     *
     * @param keyId id of the API key, never the key
     */
    public record Caller(String keyId, String team) {}

    /**
     * What is asked for, in form.
     *
     * @param endpoint path, {@code /v1/chat/completions} for instance
     * @param model the model as named by the client
     * @param turns number of messages
     * @param roles role of each message, in order
     */
    public record Request(
            String endpoint,
            String model,
            boolean stream,
            boolean tools,
            boolean structuredOutput,
            int turns,
            List<String> roles) {
        public Request {
            roles = List.copyOf(roles);
        }
    }

    /** What a client may ask for: only ever stricter than policy. */
    public record Tightening(boolean localOnly, Sensitivity atLeast) {
        /** Nothing asked for. */
        public static final Tightening NONE = new Tightening(false, Sensitivity.PUBLIC);
    }
}
