package dev.weir.policy;

import dev.weir.policy.detection.Inspection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a policy sees of one request. Holds no content.
 *
 * @param caller who asks
 * @param request what is asked for, in form
 * @param inspection findings, and whether the inspection was complete
 * @param difficulty how hard the request is for a small model, 0 to 1
 * @param injection how much the request's untrusted texts look like orders to the model, 0 to 1; NaN where that isn't known,
 *     and then conditions on it fail
 * @param language ISO 639-1 code, or {@code und}
 * @param promptTokens tokens of the prompt, as the local model counts them or as estimated
 * @param spend what cloud calls have cost so far; empty where it is not known, and then conditions on it fail
 * @param targets the cloud models that could answer, preferred first; rules may close each of them on its own
 * @param wish what the client asked to be tightened
 * @param at when the request came
 */
public record Facts(
        Caller caller,
        Request request,
        Inspection inspection,
        double difficulty,
        double injection,
        String language,
        int promptTokens,
        Optional<Spend> spend,
        List<Target> targets,
        Tightening wish,
        Instant at) {
    public Facts {
        targets = List.copyOf(targets);
    }

    /** Facts of a request without untrusted texts. */
    public Facts(
            Caller caller,
            Request request,
            Inspection inspection,
            double difficulty,
            String language,
            int promptTokens,
            Optional<Spend> spend,
            List<Target> targets,
            Tightening wish,
            Instant at) {
        this(caller, request, inspection, difficulty, 0, language, promptTokens, spend, targets, wish, at);
    }

    /** The same facts with another look of its untrusted texts, 0 to 1. */
    public Facts withInjection(double other) {
        return new Facts(
                caller, request, inspection, difficulty, other, language, promptTokens, spend, targets, wish, at);
    }

    /** The same facts with another inspection. */
    public Facts withInspection(Inspection other) {
        return new Facts(
                caller, request, other, difficulty, injection, language, promptTokens, spend, targets, wish, at);
    }

    /** The same facts with another difficulty, 0 to 1. */
    public Facts withDifficulty(double other) {
        return new Facts(
                caller, request, inspection, other, injection, language, promptTokens, spend, targets, wish, at);
    }

    /**
     * Who asks.
     *
     * @param keyId id of the API key, never the key
     * @param labels what the operator attached to the key; a client can't set them, since a label may loosen a rule
     */
    public record Caller(String keyId, String team, Map<String, String> labels) {
        public Caller {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * A cloud model that could answer.
     *
     * @param id the model's id, as requests and policies name it
     * @param provider the provider's id
     * @param region where the provider processes data, {@code eu} or {@code us} for instance; {@code unknown} where the
     *     configuration doesn't say
     */
    public record Target(String id, String provider, String region) {}

    /** What cloud calls have cost the key, its team and the whole gateway. */
    public record Spend(Amounts key, Amounts team, Amounts gateway) {

        /**
         * Micro-USD in the hour, day and month (UTC) that a request falls in.
         *
         * @param hour since the full hour
         * @param day since midnight
         * @param month since the first of the month
         */
        public record Amounts(long hour, long day, long month) {}
    }

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
