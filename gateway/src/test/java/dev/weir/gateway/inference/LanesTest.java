package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.cloud.LoopbackProviders;
import dev.weir.gateway.inference.cloud.LoopbackProviders.Place;
import dev.weir.gateway.inference.cloud.RecordingUpstream;
import dev.weir.gateway.inference.cloud.UpstreamReply;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a policy says, however hard a request looks and whichever provider fails in whichever way: no request reaches
 * a lane that its verdict closed. Policies, scores, wishes, faults, budgets and hedges are drawn by a seed; the providers are
 * real ones on loopback, with their retries and breakers. A call that another one beat may arrive late, so each request
 * names its round, and what arrived is looked at when all is over.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanesTest {

    private static final int ROUNDS = 120;
    private static final String PERSON = "jane.doe@example.org";
    private static final List<String> EFFECTS = List.of(
            "block",
            "local_only",
            "{cloud: pseudonymised}",
            "{cloud: as_is}",
            "{cloud: as_is}",
            "{cloud: as_is}",
            "{cloud: as_is}");
    private static final List<String> OF_TARGETS = List.of("local_only", "{cloud: pseudonymised}");
    private static final List<String> CONDITIONS = List.of(
            "target.provider == 'one'",
            "target.provider != 'one'",
            "target.region == 'us'",
            "target.region != 'eu'",
            "target.id == 'm2'",
            "findings.has('personal')",
            "findings.has('personal') && target.provider == 'two'",
            "difficulty >= 0.4",
            "difficulty < 0.4 && target.region == 'eu'",
            "caller.team == 'web'",
            "tokens > 15");
    private static final List<String> PREFERENCES = List.of(
            "prefer_cloud", "prefer_cloud", "prefer_cloud", "prefer_local", "prefer_local_first", "prefer_local_first");
    private static final List<String> QUESTIONS = List.of(
            "Hi!",
            "Write to " + PERSON + ".",
            "Prove step by step that the sum of two even numbers is even, then compare two more proofs of it.",
            "Compare, step by step, what " + PERSON + " wrote in three letters, and derive who is right and why.");
    private static final List<String> MODELS =
            List.of("auto", "auto", "auto", "cloud", "local", "m1", "m2", "m3", "tiny");
    private static final Set<String> ON_EDGE = Set.of("local", "tiny");
    private static final HedgeProperties AT_ONCE = new HedgeProperties(new HedgeAfter.Fixed(Duration.ofNanos(1)));

    /** How a question says in which round it is asked. */
    private static final Pattern ROUND = Pattern.compile("\\(round [0-9]+\\)");

    private static final String PIECE =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";
    private static final String LAST =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    /** How often something happened, lest all of this prove nothing. */
    private final Map<String, Integer> happened = new TreeMap<>();

    /** Models whose provider was asked before that was on record. */
    private final Queue<String> tooEarly = new ConcurrentLinkedQueue<>();

    private final List<RecordingUpstream> upstreams = new ArrayList<>();
    private final Map<String, UpstreamReply> faults = new ConcurrentHashMap<>();
    private final Map<String, Round> rounds = new ConcurrentHashMap<>();

    private record Round(PipelineFixture drawn, String situation, boolean keptByTheClient) {

        boolean hasDecided(String model) {
            return drawn.decisions.stream().anyMatch(entry -> isCloud(entry, model));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answer_anything_neverReachesAClosedLane(long seed) {
        upstreams.clear();
        Random random = new Random(seed);
        List<Place> places = List.of(
                place("one", "m1", "us", false),
                place("two", "m2", "eu", true),
                place("three", "m3", "unknown", false));
        try (LoopbackProviders providers = LoopbackProviders.open(places)) {
            for (int round = 0; round < ROUNDS; round++) {
                ask(random, providers.all());
            }
        } finally {
            upstreams.forEach(RecordingUpstream::close);
        }
        rounds.forEach(this::check);

        assertThat(tooEarly).isEmpty();
    }

    @AfterAll
    void everything_happened() {
        assertThat(happened)
                .containsKeys(
                        "left",
                        "left under pseudonyms",
                        "repeated",
                        "next provider",
                        "cloud failed",
                        "no budget",
                        "no record",
                        "hedged",
                        "judged first",
                        "stayed",
                        "refused");
    }

    private Place place(String id, String model, String region, boolean idempotencyKeys) {
        RecordingUpstream upstream = RecordingUpstream.start(line -> {
            String round = ROUND.matcher(line.request().body())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
            if (!Objects.requireNonNull(rounds.get(round)).hasDecided(model)) {
                tooEarly.add(model);
            }
            faults.getOrDefault(model, answer()).play(line);
        });
        upstreams.add(upstream);
        return new Place(id, model, region, upstream.address() + "/v1", idempotencyKeys);
    }

    private static boolean isCloud(DecisionEntry entry, String model) {
        return entry.route().equals("cloud") && entry.model().equals(model);
    }

    private void ask(Random random, List<CloudProvider> providers) {
        PipelineFixture drawn = new PipelineFixture();
        drawn.clouds = providers;
        drawn.difficultyModel = JudgedModels.bySureness();
        drawn.sureness = -3 * random.nextDouble();
        drawn.fallBackToCloud = random.nextInt(5) > 0;
        drawn.fallBackToLocal = random.nextInt(5) > 0;
        drawn.logBroken = random.nextInt(10) == 0;
        drawn.budgets.broken = random.nextInt(20) == 0;
        if (random.nextInt(8) == 0) {
            drawn.localBroken = Optional.of(GatewayErrorCode.INTERNAL_ERROR);
        }
        boolean hedged = random.nextInt(3) == 0;
        drawn.hedge = hedged ? AT_ONCE : HedgeProperties.OFF;
        faults.clear();
        boolean stream = hedged || random.nextInt(3) == 0;
        List.of("m1", "m2", "m3").forEach(model -> faults.put(model, fault(random, stream)));
        String policy = policy(random);
        String question = pick(random, QUESTIONS);
        String model = hedged && random.nextBoolean() ? "cloud" : pick(random, MODELS);
        Facts.Tightening wish =
                random.nextInt(10) == 0 ? new Facts.Tightening(true, Sensitivity.PUBLIC) : Facts.Tightening.NONE;
        String situation = policy + question + " to " + model + ", " + wish;
        String round = "(round " + rounds.size() + ")";
        rounds.put(round, new Round(drawn, situation, wish.localOnly() || ON_EDGE.contains(model)));
        ChatRequest request = PipelineFixture.request(question + " " + round, model, stream, wish);

        Optional<PipelineReply> reply = answer(drawn, policy, request);

        assertThat(drawn.budgets.open).as(situation).isEmpty();
        reply.filter(it -> it.headers().route().equals("cloud"))
                .ifPresent(it -> assertThat(drawn.decisions)
                        .as(situation)
                        .filteredOn(entry -> entry.id().equals(it.headers().decision()))
                        .extracting(DecisionEntry::model)
                        .containsExactly(it.headers().model()));
        count(drawn, reply);
    }

    private static Optional<PipelineReply> answer(PipelineFixture fixture, String policy, ChatRequest request) {
        try {
            PipelineReply reply = fixture.pipeline(policy)
                    .answer(new Caller("key-1", "web", false), "req_1", request, ClientPresence.UNKNOWN);
            if (reply.reply() instanceof ChatReply.Streamed(ChunkStream chunks)) {
                readAll(chunks);
            }
            return Optional.of(reply);
        } catch (RefusedException refused) {
            return Optional.empty();
        }
    }

    private static void readAll(ChunkStream chunks) {
        try (chunks) {
            while (chunks.next().isPresent()) {
                Thread.onSpinWait();
            }
        } catch (GatewayException brokenOff) {
            // One of the faults.
        }
    }

    private void check(String name, Round round) {
        String situation = round.situation();
        for (int place = 0; place < upstreams.size(); place++) {
            String id = "m" + (place + 1);
            List<RecordingUpstream.Recorded> left = upstreams.get(place).requests().stream()
                    .filter(request -> request.body().contains(name))
                    .toList();
            List<DecisionEntry> decided = round.drawn().decisions.stream()
                    .filter(entry -> isCloud(entry, id))
                    .toList();
            if (left.isEmpty()) {
                continue;
            }
            assertThat(round.keptByTheClient()).as(situation).isFalse();
            assertThat(decided).as(situation).hasSize(1);
            Effect effect = decided.getFirst().decision().effectFor(id);
            assertThat(effect.allowsCloud()).as(situation).isTrue();
            assertThat(left).as(situation).hasSizeLessThanOrEqualTo(3).allSatisfy(request -> {
                assertThat(request.body()).contains("\"model\":\"" + id + "\"");
                if (effect == Effect.CLOUD_PSEUDONYMISED) {
                    assertThat(request.body()).doesNotContain(PERSON);
                }
            });
            happened.merge("left", 1, Integer::sum);
            if (left.getFirst().body().contains("[EMAIL_")) {
                happened.merge("left under pseudonyms", 1, Integer::sum);
            }
            if (left.size() > 1) {
                happened.merge("repeated", 1, Integer::sum);
            }
        }
    }

    private void count(PipelineFixture drawn, Optional<PipelineReply> reply) {
        if (drawn.events.contains("tried")) {
            happened.merge("judged first", 1, Integer::sum);
        }
        if (drawn.decisions.stream().anyMatch(entry -> entry.reason().equals("hedged"))) {
            happened.merge("hedged", 1, Integer::sum);
        }
        String what = reply.map(it -> switch (it.headers().reason()) {
                    case "provider_failed" -> "next provider";
                    case "cloud_failed" -> "cloud failed";
                    case "budget_spent" -> "no budget";
                    case "audit_unavailable" -> "no record";
                    default -> it.headers().route().equals("local") ? "stayed" : "left at once";
                })
                .orElse("refused");
        // The local model steps in under the decision that failed.
        if (reply.isPresent() && drawn.events.contains("local") && what.equals("left at once")) {
            what = "cloud failed";
        }
        happened.merge(what, 1, Integer::sum);
    }

    private static String policy(Random random) {
        StringBuilder policy = new StringBuilder("apiVersion: weir/v1\nkind: Policy\nmetadata: {name: drawn}\n");
        policy.append("default: ").append(pick(random, EFFECTS)).append("\nrules:\n");
        int rules = random.nextInt(3);
        for (int rule = 0; rule < rules; rule++) {
            String condition = pick(random, CONDITIONS);
            policy.append("  - {id: r%d, when: \"%s\", effect: %s}\n"
                    .formatted(rule, condition, pick(random, condition.contains("target") ? OF_TARGETS : EFFECTS)));
        }
        policy.append("  - {id: wish, when: \"difficulty >= %.2f\", effect: %s}\n"
                .formatted(random.nextDouble() / 2, pick(random, PREFERENCES)));
        if (random.nextInt(3) == 0) {
            policy.append("budgets: [{scope: team, period: day, limit: 0.0%05d USD, when_spent: %s}]\n"
                    .formatted(1 + random.nextInt(90_000), random.nextBoolean() ? "block" : "local_only"));
        }
        return policy.toString();
    }

    private static UpstreamReply fault(Random random, boolean stream) {
        return switch (random.nextInt(9)) {
            case 0 -> UpstreamReply.status(500, Map.of(), "{}");
            case 1 -> UpstreamReply.status(429, Map.of("retry-after", "0"), "{}");
            case 2 -> UpstreamReply.status(503, Map.of("retry-after", "100"), "{}");
            case 3 -> UpstreamReply.resetAfter(List.of());
            case 4 -> UpstreamReply.json("no answer");
            case 5 -> UpstreamReply.status(400, Map.of(), "{}");
            case 6 -> UpstreamReply.resetAfter(List.of(PIECE));
            default -> stream ? UpstreamReply.events(List.of(PIECE, LAST), Duration.ZERO) : answer();
        };
    }

    private static UpstreamReply answer() {
        return UpstreamReply.json("""
                {"id":"c","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"from there"}}],
                "usage":{"prompt_tokens":7,"completion_tokens":3}}""");
    }

    private static <T> T pick(Random random, List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
