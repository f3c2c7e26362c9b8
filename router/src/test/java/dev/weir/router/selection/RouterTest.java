package dev.weir.router.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.trace.DecisionTrace;
import dev.weir.router.selection.RoutingDecision.Escalate;
import dev.weir.router.selection.RoutingDecision.Refuse;
import dev.weir.router.selection.RoutingDecision.ServeLocally;
import dev.weir.router.selection.RoutingDecision.TryLocally;
import dev.weir.router.selection.RoutingRequest.Wanted;
import dev.weir.router.selection.Target.Capability;
import dev.weir.router.selection.Target.Lane;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Target EDGE = new Target("edge", Lane.LOCAL, 2048, Set.of(), true);
    private static final Target CLOUD = new Target("sky", Lane.CLOUD, 128_000, EnumSet.allOf(Capability.class), true);
    private static final Target EDGE_DOWN = new Target("edge", Lane.LOCAL, 2048, Set.of(), false);
    private static final Target CLOUD_DOWN =
            new Target("sky", Lane.CLOUD, 128_000, EnumSet.allOf(Capability.class), false);

    /**
     * The whole table: verdict, preference, what the client asks for, difficulty, size, needs and targets. Targets: e and
     * s are the local and the cloud model, in capitals while available. In the outcome, {@code ~} marks pseudonyms.
     */
    @ParameterizedTest(name = "{0} {1} wants {2} difficulty {3} tokens {4} tools {5} {6} -> {7}")
    @CsvSource({
        // effect, preference, wanted, difficulty, tokens, needs tools, targets, outcome
        "BLOCK, NONE, auto, 0.1, 10, false, ES, refuse policy_blocked",
        "BLOCK, CLOUD, sky, 0.9, 10, false, ES, refuse policy_blocked",
        "BLOCK, NONE, nobody, 0.1, 10, false, ES, refuse policy_blocked",
        // the cloud is closed
        "LOCAL_ONLY, NONE, auto, 0.1, 10, false, ES, edge policy_local_only",
        "LOCAL_ONLY, CLOUD, auto, 0.9, 10, false, ES, edge policy_local_only",
        "LOCAL_ONLY, NONE, cloud, 0.9, 10, false, ES, edge policy_local_only",
        "LOCAL_ONLY, NONE, sky, 0.9, 10, false, ES, edge policy_local_only",
        "LOCAL_ONLY, NONE, edge, 0.9, 10, false, ES, edge policy_local_only",
        "LOCAL_ONLY, NONE, local, 0.9, 10, false, ES, edge policy_local_only",
        "LOCAL_ONLY, NONE, nobody, 0.9, 10, false, ES, refuse model_not_found",
        "LOCAL_ONLY, NONE, auto, 0.9, 10, false, eS, refuse local_only_unavailable",
        "LOCAL_ONLY, NONE, sky, 0.9, 10, false, eS, refuse local_only_unavailable",
        "LOCAL_ONLY, NONE, edge, 0.9, 10, false, eS, refuse local_only_unavailable",
        "LOCAL_ONLY, NONE, auto, 0.9, 10, false, S, refuse local_only_unavailable",
        "LOCAL_ONLY, NONE, auto, 0.9, 2000, false, ES, refuse context_length_exceeded",
        "LOCAL_ONLY, NONE, auto, 0.9, 10, true, ES, refuse unsupported",
        // open: difficulty decides
        "CLOUD_AS_IS, NONE, auto, 0.59, 10, false, ES, edge easy",
        "CLOUD_AS_IS, NONE, auto, 0.60, 10, false, ES, sky hard",
        "CLOUD_PSEUDONYMISED, NONE, auto, 0.60, 10, false, ES, sky~ hard",
        "CLOUD_AS_IS, NONE, auto, NaN, 10, false, ES, edge easy",
        // open: a rule prefers
        "CLOUD_AS_IS, CLOUD, auto, 0.1, 10, false, ES, sky policy_prefers_cloud",
        "CLOUD_AS_IS, LOCAL, auto, 0.9, 10, false, ES, edge policy_prefers_local",
        // open: the local model first
        "CLOUD_AS_IS, LOCAL_FIRST, auto, 0.5, 10, false, ES, 'edge, else sky local_answer_unsure, unjudged edge easy, else local_answer_sure'",
        "CLOUD_PSEUDONYMISED, LOCAL_FIRST, auto, 0.7, 10, false, ES, 'edge, else sky~ local_answer_unsure, unjudged sky~ hard, else local_answer_sure'",
        "CLOUD_AS_IS, LOCAL_FIRST, sky, 0.5, 10, false, ES, sky requested",
        "CLOUD_AS_IS, LOCAL_FIRST, local, 0.5, 10, false, ES, edge requested",
        "CLOUD_AS_IS, LOCAL_FIRST, auto, 0.7, 10, false, Es, edge no_cloud",
        "CLOUD_AS_IS, LOCAL_FIRST, auto, 0.5, 10, false, E, edge easy",
        "CLOUD_AS_IS, LOCAL_FIRST, auto, 0.5, 2000, false, ES, sky local_window",
        "CLOUD_AS_IS, LOCAL_FIRST, auto, 0.5, 10, true, ES, sky local_lacks_capability",
        "LOCAL_ONLY, LOCAL_FIRST, auto, 0.5, 10, false, ES, edge policy_local_only",
        // open: the client asks
        "CLOUD_AS_IS, LOCAL, sky, 0.1, 10, false, ES, sky requested",
        "CLOUD_PSEUDONYMISED, LOCAL, cloud, 0.1, 10, false, ES, sky~ requested",
        "CLOUD_AS_IS, CLOUD, edge, 0.9, 10, false, ES, edge requested",
        "CLOUD_AS_IS, CLOUD, local, 0.9, 10, false, ES, edge requested",
        "CLOUD_AS_IS, NONE, nobody, 0.9, 10, false, ES, refuse model_not_found",
        "CLOUD_AS_IS, NONE, local, 0.9, 10, false, eS, refuse local_only_unavailable",
        "CLOUD_AS_IS, NONE, edge, 0.9, 10, true, ES, refuse unsupported",
        "CLOUD_AS_IS, NONE, local, 0.9, 2000, false, ES, refuse context_length_exceeded",
        // open: no cloud
        "CLOUD_AS_IS, NONE, auto, 0.9, 10, false, Es, edge no_cloud",
        "CLOUD_AS_IS, CLOUD, auto, 0.1, 10, false, E, edge no_cloud",
        "CLOUD_AS_IS, NONE, auto, 0.1, 10, false, E, edge easy",
        "CLOUD_AS_IS, NONE, sky, 0.1, 10, false, Es, edge no_cloud",
        "CLOUD_AS_IS, NONE, cloud, 0.1, 10, false, E, edge no_cloud",
        "CLOUD_AS_IS, NONE, cloud, 0.1, 10, true, E, refuse unsupported",
        "CLOUD_AS_IS, NONE, cloud, 0.1, 10, false, es, refuse nothing_available",
        // open: the local model can't
        "CLOUD_AS_IS, NONE, auto, 0.1, 2000, false, ES, sky local_window",
        "CLOUD_AS_IS, LOCAL, auto, 0.1, 10, true, ES, sky local_lacks_capability",
        "CLOUD_AS_IS, NONE, auto, 0.1, 10, false, eS, sky local_unavailable",
        "CLOUD_AS_IS, NONE, auto, 0.9, 10, false, eS, sky hard",
        "CLOUD_AS_IS, NONE, auto, 0.1, 10, false, S, sky local_unavailable",
        // open: nobody can
        "CLOUD_AS_IS, NONE, auto, 0.1, 10, false, es, refuse nothing_available",
        "CLOUD_AS_IS, NONE, auto, 0.1, 2000, false, Es, refuse context_length_exceeded",
        "CLOUD_AS_IS, NONE, auto, 0.1, 130000, false, ES, refuse context_length_exceeded",
        "CLOUD_AS_IS, NONE, sky, 0.1, 130000, false, ES, refuse context_length_exceeded",
        "CLOUD_AS_IS, NONE, auto, 0.1, 10, true, Es, refuse unsupported",
    })
    void route_situation_outcome(
            Effect effect,
            Preference preference,
            String wanted,
            double difficulty,
            int tokens,
            boolean tools,
            String targets,
            String outcome) {
        RoutingRequest request = new RoutingRequest(
                verdict(effect, preference),
                wanted(wanted),
                difficulty,
                tokens,
                100,
                tools ? Set.of(Capability.TOOLS) : Set.of(),
                targets(targets));

        assertThat(written(Router.DEFAULT.route(request))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} wants {1} {2} difficulty {3} -> {4}")
    @CsvSource({
        "NONE, auto, ES, 0.9, edge cloud_share_reached",
        "NONE, auto, ES, 0.1, edge easy",
        // the share is of what difficulty decides
        "CLOUD, auto, ES, 0.1, sky policy_prefers_cloud",
        "NONE, sky, ES, 0.9, sky requested",
        "NONE, auto, eS, 0.9, sky hard",
    })
    void route_shareOfCloudCallsIsUsedUp_outcome(
            Preference preference, String wanted, String targets, double difficulty, String outcome) {
        RoutingRequest request = new RoutingRequest(
                verdict(Effect.CLOUD_AS_IS, preference),
                wanted(wanted),
                difficulty,
                10,
                100,
                Set.of(),
                targets(targets));

        assertThat(written(new Router(0.6, false).route(request))).isEqualTo(outcome);
    }

    @Test
    void route_hugeAnswerAllowance_noOverflow() {
        RoutingRequest request = new RoutingRequest(
                verdict(Effect.LOCAL_ONLY, Preference.NONE),
                new Wanted.Auto(),
                0.1,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Set.of(),
                List.of(EDGE));

        assertThat(Router.DEFAULT.route(request)).isEqualTo(new Refuse(RouteReason.CONTEXT_LENGTH_EXCEEDED));
    }

    /** Two cloud models under one verdict: {@code sky} as the first column says, {@code sea} as the second. */
    @ParameterizedTest(name = "sky {0} sea {1} wants {2} difficulty {3} -> {4}")
    @CsvSource({
        "LOCAL_ONLY, CLOUD_AS_IS, auto, 0.9, sea hard",
        "LOCAL_ONLY, CLOUD_PSEUDONYMISED, cloud, 0.1, sea~ requested",
        "CLOUD_PSEUDONYMISED, CLOUD_AS_IS, auto, 0.9, sky~ hard",
        "CLOUD_PSEUDONYMISED, CLOUD_AS_IS, sea, 0.1, sea requested",
        // a wish for a closed model ends as the verdict on that model says
        "LOCAL_ONLY, CLOUD_AS_IS, sky, 0.9, edge policy_local_only",
        "BLOCK, CLOUD_AS_IS, sky, 0.9, refuse policy_blocked",
        "BLOCK, CLOUD_AS_IS, auto, 0.9, sea hard",
        "BLOCK, CLOUD_AS_IS, local, 0.9, edge requested",
        "BLOCK, CLOUD_AS_IS, nobody, 0.9, refuse model_not_found",
    })
    void route_targetsDiffer_onlyTheOpenOnes(Effect sky, Effect sea, String wanted, double difficulty, String outcome) {
        Effect least = sky.compareTo(sea) < 0 ? sky : sea;
        Target other = new Target("sea", Lane.CLOUD, 128_000, EnumSet.allOf(Capability.class), true);
        RoutingRequest request = new RoutingRequest(
                verdict(least, Preference.NONE, Map.of("sky", sky, "sea", sea)),
                wanted(wanted),
                difficulty,
                10,
                100,
                Set.of(),
                List.of(EDGE, CLOUD, other));

        assertThat(written(Router.DEFAULT.route(request))).isEqualTo(outcome);
    }

    @Test
    void route_modelThatTheVerdictDoesNotKnow_isClosed() {
        RoutingRequest request = new RoutingRequest(
                verdict(Effect.CLOUD_AS_IS, Preference.CLOUD, Map.of()),
                new Wanted.Auto(),
                0.9,
                10,
                100,
                Set.of(),
                List.of(EDGE, CLOUD));

        assertThat(written(Router.DEFAULT.route(request))).isEqualTo("edge policy_local_only");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void route_anything_neverATargetThatTheVerdictClosed(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            RoutingRequest request = random(random);

            assertInsideVerdict(request, new Router(random.nextDouble(), random.nextBoolean()).route(request));
        }
    }

    private static void assertInsideVerdict(RoutingRequest request, RoutingDecision decision) {
        switch (decision) {
            case Escalate escalate -> {
                Effect effect = request.decision().effectFor(escalate.target().id());
                assertThat(effect.allowsCloud()).isTrue();
                assertThat(request.decision().effect().allowsCloud()).isTrue();
                assertThat(escalate.target().lane()).isEqualTo(Lane.CLOUD);
                assertThat(escalate.pseudonymised()).isEqualTo(effect == Effect.CLOUD_PSEUDONYMISED);
                assertThat(request.wanted()).isNotEqualTo(new Wanted.AnyOf(Lane.LOCAL));
                assertCanAnswer(escalate.target(), request);
            }
            case ServeLocally locally -> {
                assertThat(request.decision().effect()).isNotEqualTo(Effect.BLOCK);
                assertThat(locally.target().lane()).isEqualTo(Lane.LOCAL);
                assertCanAnswer(locally.target(), request);
            }
            case TryLocally tried -> {
                assertThat(request.decision().preference()).isEqualTo(Preference.LOCAL_FIRST);
                assertInsideVerdict(request, new ServeLocally(tried.target(), tried.reason()));
                assertInsideVerdict(request, tried.otherwise());
                assertInsideVerdict(request, tried.unjudged());
            }
            case Refuse refuse -> assertThat(refuse.reason().code()).isNotEmpty();
        }
    }

    private static void assertCanAnswer(Target target, RoutingRequest request) {
        assertThat(request.targets()).contains(target);
        assertThat(target.available()).isTrue();
        assertThat(target.capabilities()).containsAll(request.needs());
        assertThat(target.contextWindow()).isGreaterThanOrEqualTo(request.promptTokens() + request.answerTokens());
    }

    private static RoutingRequest random(Random random) {
        List<Target> targets = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            targets.add(new Target(
                    "m" + random.nextInt(4),
                    one(random, Lane.values()),
                    random.nextInt(4000),
                    capabilities(random),
                    random.nextInt(4) > 0));
        }
        Wanted wanted = switch (random.nextInt(3)) {
            case 0 -> new Wanted.Auto();
            case 1 -> new Wanted.AnyOf(one(random, Lane.values()));
            default -> new Wanted.Model("m" + random.nextInt(5));
        };
        return new RoutingRequest(
                verdict(random),
                wanted,
                random.nextInt(20) == 0 ? Double.NaN : random.nextDouble(),
                random.nextInt(3000),
                random.nextInt(500),
                random.nextInt(3) == 0 ? capabilities(random) : Set.of(),
                targets);
    }

    private static Set<Capability> capabilities(Random random) {
        Set<Capability> capabilities = EnumSet.allOf(Capability.class);
        capabilities.removeIf(_ -> random.nextBoolean());
        return capabilities;
    }

    private static <T> T one(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Any verdict on models m0 to m3, one of them unknown to it now and then; no target is looser than the whole. */
    private static PolicyDecision verdict(Random random) {
        Effect least = one(random, Effect.values());
        Map<String, Effect> effects = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(5) > 0) {
                effects.put("m" + i, least.strictest(one(random, Effect.values())));
            }
        }
        return verdict(least, one(random, Preference.values()), effects);
    }

    private static PolicyDecision verdict(Effect effect, Preference preference) {
        return verdict(effect, preference, Map.of("sky", effect));
    }

    private static PolicyDecision verdict(Effect effect, Preference preference, Map<String, Effect> targetEffects) {
        return new PolicyDecision(
                effect,
                preference,
                Sensitivity.PUBLIC,
                List.of(),
                targetEffects,
                Capture.NONE,
                new PolicyVersion("p", 1, "00"),
                new DecisionTrace(List.of()));
    }

    private static Wanted wanted(String name) {
        return switch (name) {
            case "auto" -> new Wanted.Auto();
            case "local", "cloud" -> new Wanted.AnyOf(Lane.valueOf(name.toUpperCase(Locale.ROOT)));
            default -> new Wanted.Model(name);
        };
    }

    private static List<Target> targets(String letters) {
        return letters.chars()
                .mapToObj(letter -> switch (letter) {
                    case 'E' -> EDGE;
                    case 'e' -> EDGE_DOWN;
                    case 'S' -> CLOUD;
                    case 's' -> CLOUD_DOWN;
                    default -> throw new IllegalArgumentException(letters);
                })
                .toList();
    }

    private static String written(RoutingDecision decision) {
        return switch (decision) {
                    case ServeLocally locally -> locally.target().id();
                    case Escalate escalate -> escalate.target().id() + (escalate.pseudonymised() ? "~" : "");
                    case TryLocally tried ->
                        tried.target().id() + ", else " + written(tried.otherwise()) + ", unjudged "
                                + written(tried.unjudged()) + ", else";
                    case Refuse _ -> "refuse";
                }
                + " " + decision.reason().code();
    }
}
