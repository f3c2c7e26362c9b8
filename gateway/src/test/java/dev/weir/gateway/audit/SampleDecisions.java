package dev.weir.gateway.audit;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.replay.Destination;
import dev.weir.policy.trace.DecisionTrace;
import dev.weir.policy.trace.TraceNode;
import dev.weir.policy.trace.TraceNode.Outcome;
import dev.weir.router.signal.Difficulty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decisions as they come about with the design's example policy: one of each kind that the console must show. */
public final class SampleDecisions {

    /** When the newest was made. */
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final PolicyVersion POLICY =
            new PolicyVersion("default", 3, "9f3c2a7be1d04c55a8f6b1270e4d93c8aa51f0be6d2c47b3985e10fd7c64ab02");
    private static final Difficulty EASY = new Difficulty(
            0.12, List.of(new Difficulty.Driver("short_prompt", -1.4), new Difficulty.Driver("single_question", -0.6)));
    private static final Difficulty HARD = new Difficulty(
            0.83,
            List.of(
                    new Difficulty.Driver("reasoning_steps", 1.3),
                    new Difficulty.Driver("code", 0.7),
                    new Difficulty.Driver("prompt_length", 0.4),
                    new Difficulty.Driver("single_question", -0.3)));

    private SampleDecisions() {}

    /** Decisions, oldest first. */
    public static List<DecisionEntry> decisions() {
        return List.of(
                easy("dec_01easy", 410),
                cancelled("dec_02cancelled", 365),
                erroredRule("dec_03errored", 300),
                blocked("dec_04blocked", 244),
                cloudFailed("dec_05fallback", 180),
                secret("dec_06secret", 121),
                pseudonymised("dec_07cloud", 62),
                running("dec_08running", 2));
    }

    /** How all of them but the last ended. */
    public static List<OutcomeEntry> outcomes() {
        return List.of(
                outcome("dec_01easy", "smollm2-135m-instruct", OutcomeEntry.Result.COMPLETED, "stop", 0),
                outcome("dec_02cancelled", "smollm2-135m-instruct", OutcomeEntry.Result.CANCELLED, "client_left", 0),
                outcome("dec_03errored", "smollm2-135m-instruct", OutcomeEntry.Result.COMPLETED, "length", 0),
                new OutcomeEntry(
                        "dec_04blocked",
                        NOON.minusSeconds(243),
                        "none",
                        OutcomeEntry.Result.REFUSED,
                        "policy_blocked",
                        0,
                        0,
                        0,
                        0,
                        Duration.ZERO,
                        Duration.ofMillis(6)),
                outcome("dec_05fallback", "smollm2-135m-instruct", OutcomeEntry.Result.COMPLETED, "stop", 0),
                outcome("dec_06secret", "smollm2-135m-instruct", OutcomeEntry.Result.COMPLETED, "stop", 0),
                outcome("dec_07cloud", "gpt-5-mini", OutcomeEntry.Result.COMPLETED, "stop", 7_214));
    }

    /** What a stricter policy in the shadow, version 5, would have made of a request that left under pseudonyms. */
    public static ShadowDifference shadowDifference(String decisionId) {
        return new ShadowDifference(
                decisionId,
                NOON,
                POLICY.number(),
                5,
                Destination.CLOUD_PSEUDONYMISED,
                Destination.LOCAL,
                Effect.LOCAL_ONLY,
                Preference.CLOUD,
                List.of("legal-stays"),
                Map.of("gpt-5-mini", Effect.LOCAL_ONLY),
                Map.of(),
                Map.of());
    }

    /** An easy question, answered locally. */
    public static DecisionEntry easy(String id, int secondsAgo) {
        PolicyDecision verdict = verdict(Effect.CLOUD_AS_IS, Preference.NONE, Sensitivity.PUBLIC, Set.of());
        return entry(id, secondsAgo, "local", "easy", verdict, EASY, Map.of(), "web", 24);
    }

    /** An easy question of the team {@code facts}, with what the policy decided from. */
    public static DecisionEntry withFacts(String id, int secondsAgo) {
        DecisionEntry plain = entry(
                id,
                secondsAgo,
                "cloud",
                "easy",
                new PolicyDecision(
                        Effect.CLOUD_AS_IS,
                        Preference.NONE,
                        Sensitivity.PUBLIC,
                        List.of(),
                        Map.of("gpt-5-mini", Effect.CLOUD_AS_IS, "claude", Effect.BLOCK),
                        Capture.NONE,
                        POLICY,
                        new DecisionTrace(List.of())),
                EASY,
                Map.of(),
                "facts",
                24);
        Facts facts = new Facts(
                new Facts.Caller(plain.keyId(), plain.team(), Map.of("site", "berlin")),
                new Facts.Request(plain.endpoint(), "auto", true, false, false, 1, List.of("user")),
                new Inspection.Complete(List.of()),
                plain.difficulty().score(),
                "en",
                plain.promptTokens(),
                Optional.of(new Facts.Spend(
                        new Facts.Spend.Amounts(1, 2, 3),
                        new Facts.Spend.Amounts(4, 5, 6),
                        new Facts.Spend.Amounts(7, 8, 9))),
                List.of(new Facts.Target("gpt-5-mini", "openai", "us"), new Facts.Target("claude", "anthropic", "eu")),
                Facts.Tightening.NONE,
                plain.at());
        return new DecisionEntry(
                plain.id(),
                plain.requestId(),
                plain.at(),
                plain.keyId(),
                plain.team(),
                plain.endpoint(),
                plain.requestedModel(),
                plain.stream(),
                plain.route(),
                plain.model(),
                plain.reason(),
                plain.decision(),
                plain.difficulty(),
                plain.findings(),
                true,
                0,
                plain.promptTokens(),
                Optional.of(facts),
                Optional.empty());
    }

    /** An easy question of this team. */
    static DecisionEntry ofTeam(String id, String team) {
        PolicyDecision verdict = verdict(Effect.CLOUD_AS_IS, Preference.NONE, Sensitivity.PUBLIC, Set.of());
        return entry(id, 0, "cloud", "easy", verdict, EASY, Map.of(), team, 24);
    }

    static DecisionEntry pseudonymised(String id, int secondsAgo) {
        PolicyDecision verdict = verdict(
                Effect.CLOUD_PSEUDONYMISED,
                Preference.CLOUD,
                Sensitivity.CONFIDENTIAL,
                Set.of("confidential", "pseudonymise", "hard-questions"));
        return entry(id, secondsAgo, "cloud", "hard", verdict, HARD, Map.of("email", 2, "phone", 1), "legal", 1_850);
    }

    private static DecisionEntry running(String id, int secondsAgo) {
        PolicyDecision verdict =
                verdict(Effect.CLOUD_AS_IS, Preference.CLOUD, Sensitivity.PUBLIC, Set.of("hard-questions"));
        return entry(id, secondsAgo, "cloud", "hard", verdict, HARD, Map.of(), "web", 640);
    }

    private static DecisionEntry secret(String id, int secondsAgo) {
        PolicyDecision verdict = verdict(
                Effect.LOCAL_ONLY,
                Preference.CLOUD,
                Sensitivity.RESTRICTED,
                Set.of("restricted", "secrets-stay", "hard-questions"));
        return entry(
                id,
                secondsAgo,
                "local",
                "policy_local_only",
                verdict,
                HARD,
                Map.of("aws_access_key", 1),
                "platform",
                912);
    }

    private static DecisionEntry blocked(String id, int secondsAgo) {
        PolicyDecision verdict = verdict(
                Effect.BLOCK, Preference.NONE, Sensitivity.CONFIDENTIAL, Set.of("confidential", "no-card-dumps"));
        return entry(
                id, secondsAgo, "blocked", "policy_blocked", verdict, EASY, Map.of("credit_card", 12), "support", 388);
    }

    private static DecisionEntry cloudFailed(String id, int secondsAgo) {
        PolicyDecision verdict =
                verdict(Effect.CLOUD_AS_IS, Preference.CLOUD, Sensitivity.PUBLIC, Set.of("hard-questions"));
        return entry(id, secondsAgo, "local", "cloud_failed", verdict, HARD, Map.of(), "web", 702);
    }

    private static DecisionEntry cancelled(String id, int secondsAgo) {
        PolicyDecision verdict =
                verdict(Effect.LOCAL_ONLY, Preference.NONE, Sensitivity.PUBLIC, Set.of("hr-team-local"));
        return entry(id, secondsAgo, "local", "policy_local_only", verdict, EASY, Map.of(), "hr", 51);
    }

    private static DecisionEntry erroredRule(String id, int secondsAgo) {
        List<TraceNode> nodes = List.of(
                new TraceNode(
                        "spend-cap",
                        41,
                        "spend.team_today / budget.team > 0.9",
                        "local_only",
                        Outcome.ERRORED,
                        "`budget.team` has no value for this team; the rule counts as matched"),
                new TraceNode(
                        "hard-questions",
                        38,
                        "difficulty >= 0.6",
                        "prefer_cloud",
                        Outcome.MATCHED,
                        "difficulty = 0.83"));
        PolicyDecision verdict = new PolicyDecision(
                Effect.LOCAL_ONLY,
                Preference.CLOUD,
                Sensitivity.PUBLIC,
                List.of("spend-cap"),
                Map.of(),
                Capture.NONE,
                POLICY,
                new DecisionTrace(nodes));
        return entry(id, secondsAgo, "local", "policy_local_only", verdict, HARD, Map.of(), "research", 433);
    }

    private static PolicyDecision verdict(
            Effect effect, Preference preference, Sensitivity sensitivity, Set<String> matched) {
        List<TraceNode> nodes = List.of(
                node("restricted", 14, "findings.has('secret')", "restricted", matched),
                node("confidential", 16, "findings.category('personal').size() > 0", "confidential", matched),
                node("secrets-stay", 22, "sensitivity == 'restricted'", "local_only", matched),
                node("pseudonymise", 25, "sensitivity == 'confidential'", "cloud: pseudonymised", matched),
                node("no-card-dumps", 28, "findings.count('credit_card') > 10", "block", matched),
                node("hr-team-local", 32, "caller.team == 'hr'", "local_only", matched),
                node("hard-questions", 38, "difficulty >= 0.6", "prefer_cloud", matched));
        String strictest = switch (effect) {
            case BLOCK -> "block";
            case LOCAL_ONLY -> "local_only";
            case CLOUD_PSEUDONYMISED -> "cloud: pseudonymised";
            case CLOUD_AS_IS -> "cloud: as_is";
        };
        List<String> deciding = nodes.stream()
                .filter(node -> node.effect().equals(strictest) && node.outcome() == Outcome.MATCHED)
                .map(TraceNode::id)
                .toList();
        return new PolicyDecision(
                effect, preference, sensitivity, deciding, Map.of(), Capture.NONE, POLICY, new DecisionTrace(nodes));
    }

    private static TraceNode node(String id, int line, String condition, String effect, Set<String> matched) {
        Outcome outcome = matched.contains(id) ? Outcome.MATCHED : Outcome.NOT_MATCHED;
        return new TraceNode(id, line, condition, effect, outcome, "");
    }

    @SuppressWarnings("TooManyParameters") // One line of a table of samples.
    private static DecisionEntry entry(
            String id,
            int secondsAgo,
            String route,
            String reason,
            PolicyDecision verdict,
            Difficulty difficulty,
            Map<String, Integer> findings,
            String team,
            int promptTokens) {
        String model = switch (route) {
            case "cloud" -> "gpt-5-mini";
            case "blocked" -> "none";
            default -> "smollm2-135m-instruct";
        };
        boolean cloud = route.equals("cloud");
        return new DecisionEntry(
                id,
                id.replace("dec_", "req_"),
                NOON.minusSeconds(secondsAgo),
                "key_" + team,
                team,
                "/v1/chat/completions",
                "auto",
                cloud,
                route,
                model,
                reason,
                verdict,
                difficulty,
                findings,
                true,
                cloud ? findings.values().stream().mapToInt(Integer::intValue).sum() : 0,
                promptTokens,
                Optional.empty(),
                Optional.empty());
    }

    private static OutcomeEntry outcome(
            String id, String servedBy, OutcomeEntry.Result result, String code, long costMicroUsd) {
        DecisionEntry decision = decisions().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new OutcomeEntry(
                id,
                decision.at().plusMillis(2_210),
                servedBy,
                result,
                code,
                decision.promptTokens(),
                212,
                costMicroUsd,
                0,
                Duration.ofMillis(183),
                Duration.ofMillis(2_204));
    }
}
