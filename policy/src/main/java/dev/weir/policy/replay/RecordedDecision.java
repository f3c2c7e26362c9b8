package dev.weir.policy.replay;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One decision as it was recorded, with the facts that it was made from. Holds no content.
 *
 * @param id the decision's id
 * @param policy the version that decided
 * @param verdict what it said
 * @param course who answered
 * @param usage what that took
 */
public record RecordedDecision(
        String id, Instant at, PolicyVersion policy, Facts facts, Verdict verdict, Course course, Usage usage) {

    /**
     * What a policy said.
     *
     * @param rules ids of the rules that set the effect
     * @param targetEffects the effect for each cloud model among the facts, by its id
     * @param capture what was to be kept of the content; empty in a record that doesn't say
     */
    public record Verdict(
            Effect effect,
            Preference preference,
            Sensitivity sensitivity,
            List<String> rules,
            Map<String, Effect> targetEffects,
            Optional<Capture> capture) {
        public Verdict {
            rules = List.copyOf(rules);
            targetEffects = Map.copyOf(targetEffects);
        }

        /** A decision without its trace and version. */
        public static Verdict of(PolicyDecision decision) {
            return new Verdict(
                    decision.effect(),
                    decision.preference(),
                    decision.sensitivity(),
                    decision.decidingRules(),
                    decision.targetEffects(),
                    Optional.of(decision.capture()));
        }

        /** What held for a request that this model would answer, as {@link PolicyDecision#effectFor} says it. */
        public Effect effectFor(String targetId) {
            return Effect.forTarget(targetId, effect, targetEffects);
        }
    }

    /** Who answers. */
    public enum Route {
        LOCAL,
        CLOUD,
        /** Nobody. */
        BLOCKED
    }

    /**
     * Who answered, and why.
     *
     * @param model id of the model; {@code none} where nobody answered
     * @param reason short code of the choice
     * @param pseudonyms number of replaced spans, 0 where nothing left
     */
    public record Course(Route route, String model, String reason, int pseudonyms) {}

    /**
     * What the answer took.
     *
     * @param costMicroUsd in micro-USD; empty where it is not known
     */
    public record Usage(int promptTokens, int completionTokens, OptionalLong costMicroUsd) {
        /** Prompt and completion together. */
        public long tokens() {
            return (long) promptTokens + completionTokens;
        }
    }
}
