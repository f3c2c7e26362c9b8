package dev.weir.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.StandardEntities;
import dev.weir.policy.replay.BlastRadius.Movement;
import dev.weir.policy.replay.RecordedDecision.Course;
import dev.weir.policy.replay.RecordedDecision.Route;
import dev.weir.policy.replay.RecordedDecision.Usage;
import dev.weir.policy.replay.RecordedDecision.Verdict;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    private static final String PSEUDONYMS = "- {id: people, when: \"findings.has('personal')\","
            + " effect: {cloud: pseudonymised}}\n- {id: hard, when: difficulty >= 0.6, effect: prefer_cloud}\n";
    private static final PolicySet IN_FORCE = policy("", PSEUDONYMS);
    private static final PolicySet CLOSED = policy("", "- {id: all, when: \"true\", effect: local_only}\n");

    @Test
    void result_samePolicy_nothingMoves() {
        BlastRadius radius = replay(IN_FORCE, hard("a"), hard("b", StandardEntities.EMAIL), easy("c"));

        assertThat(radius.decisions()).isEqualTo(3);
        assertThat(radius.movements()).noneMatch(Movement::isMove);
        assertThat(radius.newlyLeaving()).isEqualTo(new BlastRadius.Exposure(0, Map.of()));
        assertThat(radius.cost().changeMicroUsd()).hasValue(0);
    }

    @Test
    void result_draftClosesTheCloud_cloudToLocalWithRuleAndSaving() {
        BlastRadius radius = replay(CLOSED, hard("a"), hard("b", StandardEntities.EMAIL), easy("c"));

        assertThat(radius.movements())
                .containsExactly(
                        new Movement(
                                Destination.CLOUD_PSEUDONYMISED, Destination.LOCAL, 1, List.of("b"), Map.of("all", 1L)),
                        new Movement(Destination.CLOUD_AS_IS, Destination.LOCAL, 1, List.of("a"), Map.of("all", 1L)),
                        new Movement(Destination.LOCAL, Destination.LOCAL, 1, List.of("c"), Map.of()));
        assertThat(radius.cost().savedMicroUsd()).isEqualTo(2000);
        assertThat(radius.cost().changeMicroUsd()).hasValue(-2000);
    }

    @Test
    void result_draftOpensTheCloud_newlyLeavingByEntityAndPriceEstimated() {
        RecordedDecision kept = hardUnder(CLOSED, "a", StandardEntities.EMAIL, StandardEntities.EMAIL);
        PolicySet open = policy("", "");

        BlastRadius radius = replay(open, kept, hard("priced"));

        assertThat(radius.moved(List.of(Destination.LOCAL), List.of(Destination.CLOUD_AS_IS)))
                .isEqualTo(1);
        assertThat(radius.newlyLeaving()).isEqualTo(new BlastRadius.Exposure(1, Map.of("EMAIL", 2L)));
        assertThat(radius.newlyInTheClear()).isEqualTo(new BlastRadius.Exposure(1, Map.of("EMAIL", 2L)));
        assertThat(radius.movements().getFirst().rules()).containsExactly(entry("without all", 1L));
        // 200 tokens cost 1000 micro-USD, so 5 a token
        assertThat(radius.cost().addedTokens()).isEqualTo(200);
        assertThat(radius.cost().changeMicroUsd()).hasValue(1000);
    }

    @Test
    void result_pseudonymsDropped_newlyInTheClearButNotNewlyLeaving() {
        BlastRadius radius = replay(
                policy("", "- {id: hard, when: difficulty >= 0.6, effect: prefer_cloud}\n"),
                hard("a", StandardEntities.IBAN));

        assertThat(radius.newlyLeaving().requests()).isZero();
        assertThat(radius.newlyInTheClear()).isEqualTo(new BlastRadius.Exposure(1, Map.of("IBAN", 1L)));
    }

    @Test
    void result_draftUsesFewerPacks_whatItNoLongerSeesIsInTheClear() {
        PolicySet blind = policy("detection: {packs: [secrets]}\n", PSEUDONYMS);
        PolicySet deaf = policy("detection: {thresholds: {email: 0.95}}\n", PSEUDONYMS);

        assertThat(replay(blind, hard("a", StandardEntities.EMAIL))
                        .newlyInTheClear()
                        .findings())
                .containsExactly(entry("EMAIL", 1L));
        assertThat(replay(deaf, hard("a", StandardEntities.EMAIL, StandardEntities.IBAN))
                        .newlyInTheClear()
                        .findings())
                .containsExactly(entry("EMAIL", 1L));
    }

    @Test
    void result_priceGiven_taken() {
        RecordedDecision kept = hardUnder(CLOSED, "a");

        Replay replay = new Replay(policy("", ""), Optional.empty(), OptionalDouble.of(3));
        replay.accept(new RecordedLine.Decision(1, kept));

        assertThat(replay.result().cost().changeMicroUsd()).hasValue(600);
    }

    @Test
    void result_noPriceKnown_changeUnknown() {
        BlastRadius radius = replay(policy("", ""), hardUnder(CLOSED, "a"));

        assertThat(radius.cost().addedCalls()).isEqualTo(1);
        assertThat(radius.cost().changeMicroUsd()).isEmpty();
    }

    @Test
    void result_savedCallWithoutCost_changeUnknown() {
        RecordedDecision made = hard("a");
        RecordedDecision unpriced = new RecordedDecision(
                "a",
                made.at(),
                made.policy(),
                made.facts(),
                made.verdict(),
                made.course(),
                new Usage(100, 100, OptionalLong.empty()));

        BlastRadius.Cost cost = replay(CLOSED, unpriced).cost();

        assertThat(cost.unpricedCalls()).isEqualTo(1);
        assertThat(cost.changeMicroUsd()).isEmpty();
    }

    @Test
    void result_againstAnotherPolicy_comparedWithThatOne() {
        Replay replay = new Replay(CLOSED, Optional.of(CLOSED), OptionalDouble.empty());
        replay.accept(new RecordedLine.Decision(1, hard("a")));

        assertThat(replay.result().movements()).noneMatch(Movement::isMove);
    }

    @Test
    void result_badLines_countedAndTheFirstKept() {
        Replay replay = new Replay(CLOSED, Optional.empty(), OptionalDouble.empty());
        for (int i = 1; i <= 100; i++) {
            replay.accept(new RecordedLine.Bad(i, "the text is not JSON"));
        }

        assertThat(replay.result().unreadable()).isEqualTo(100);
        assertThat(replay.result().firstUnreadable())
                .hasSize(20)
                .startsWith(new RecordedLine.Bad(1, "the text is not JSON"));
    }

    /** A request that had a given route and reason under a closed or an open policy, under a draft with this effect. */
    @ParameterizedTest
    @CsvSource({
        "LOCAL,   policy_local_only,       false, 0.9, auto,  '{cloud: as_is}', CLOUD_AS_IS",
        "LOCAL,   policy_local_only,       false, 0.1, auto,  '{cloud: as_is}', LOCAL",
        "LOCAL,   policy_local_only,       false, NaN, auto,  '{cloud: as_is}', LOCAL",
        "LOCAL,   policy_local_only,       false, 0.1, cloud, '{cloud: as_is}', CLOUD_AS_IS",
        "LOCAL,   policy_local_only,       false, 0.1, big,   '{cloud: as_is}', CLOUD_AS_IS",
        "LOCAL,   policy_local_only,       false, 0.9, local, '{cloud: as_is}', LOCAL",
        "BLOCKED, local_only_unavailable,  false, 0.1, auto,  '{cloud: as_is}', CLOUD_AS_IS",
        "BLOCKED, context_length_exceeded, false, 0.1, auto,  '{cloud: as_is}', CLOUD_AS_IS",
        "BLOCKED, model_not_found,         false, 0.9, auto,  '{cloud: as_is}', BLOCKED",
        "LOCAL,   easy,                    true,  0.1, auto,  local_only,       LOCAL",
        "LOCAL,   no_cloud,                true,  0.9, auto,  '{cloud: pseudonymised}', LOCAL",
        "CLOUD,   local_window,            true,  0.1, auto,  local_only,       BLOCKED",
        "CLOUD,   local_window,            true,  0.1, auto,  '{cloud: pseudonymised}', CLOUD_PSEUDONYMISED",
        "CLOUD,   local_lacks_capability,  true,  0.1, auto,  local_only,       BLOCKED",
        "CLOUD,   hard,                    true,  0.9, auto,  local_only,       LOCAL",
        "CLOUD,   hard,                    true,  0.9, auto,  block,            BLOCKED",
        "CLOUD,   requested,               true,  0.1, auto,  '{cloud: pseudonymised}', CLOUD_PSEUDONYMISED",
        "LOCAL,   requested,               true,  0.9, auto,  '{cloud: pseudonymised}', LOCAL",
        "BLOCKED, nothing_available,       true,  0.9, auto,  '{cloud: pseudonymised}', BLOCKED",
        "LOCAL,   outbound_stopped,        true,  0.9, auto,  '{cloud: pseudonymised}', LOCAL",
    })
    void result_routeAndReason_laneFollows(
            Route route, String reason, boolean open, double difficulty, String model, String draft, Destination to) {
        Facts facts = facts(difficulty, model);
        PolicySet inForce = open ? policy("", "") : CLOSED;
        RecordedDecision decision = decision(inForce, "a", facts, new Course(route, "big", reason, 0), 1000);

        PolicySet drafted = policy("default: " + draft + "\n", "");

        assertThat(replay(drafted, decision).movements())
                .extracting(Movement::to)
                .containsExactly(to);
    }

    @ParameterizedTest
    @CsvSource({"hard, LOCAL", "requested, LOCAL", "local_window, BLOCKED"})
    void result_noCloudModelAmongFacts_closedUnderEveryDraft(String reason, Destination to) {
        Facts facts = withTargets(facts(0.9, "auto"), List.of());
        RecordedDecision decision = decision(IN_FORCE, "a", facts, new Course(Route.CLOUD, "big", reason, 0), 1000);

        assertThat(replay(policy("", ""), decision).movements())
                .containsExactly(new Movement(
                        Destination.CLOUD_PSEUDONYMISED, to, 1, List.of("a"), Map.of("(no preference)", 1L)));
    }

    @Test
    void effectFor_everyModel_asTheDecisionItselfSaysIt() {
        PolicySet mixed = policy("", "- {id: far, when: \"target.region != 'eu'\", effect: local_only}\n");
        Facts facts = withTargets(
                facts(0.9, "auto"), List.of(new Facts.Target("near", "a", "eu"), new Facts.Target("far", "b", "us")));
        for (PolicySet policy : List.of(IN_FORCE, CLOSED, mixed)) {
            PolicyDecision decision = new CompiledPolicy(policy, Records.POLICY).decide(facts);

            assertThat(List.of("near", "far", "unheard-of"))
                    .allSatisfy(
                            id -> assertThat(Verdict.of(decision).effectFor(id)).isEqualTo(decision.effectFor(id)));
            assertThat(Verdict.of(decision).effectFor("unheard-of").allowsCloud())
                    .isFalse();
        }
    }

    @Test
    void check_recordedBySamePolicy_sound() {
        VerdictCheck check = new VerdictCheck(IN_FORCE);
        Stream.of(hard("a"), hard("b", StandardEntities.EMAIL), easy("c"), hardUnder(CLOSED, "d"))
                .forEach(decision -> check.accept(new RecordedLine.Decision(1, decision)));

        assertThat(check.result()).isEqualTo(new VerdictCheck.Result(3, 0, 1, 0, List.of()));
        assertThat(check.result().isSound()).isTrue();
    }

    @Test
    void check_recordTamperedWith_differs() {
        RecordedDecision sound = hard("a", StandardEntities.EMAIL);
        Verdict loose = new Verdict(
                Effect.CLOUD_AS_IS,
                sound.verdict().preference(),
                Sensitivity.PUBLIC,
                List.of(),
                Map.of(),
                Optional.empty());
        VerdictCheck check = new VerdictCheck(IN_FORCE);

        check.accept(new RecordedLine.Decision(
                1,
                new RecordedDecision(
                        "a", sound.at(), sound.policy(), sound.facts(), loose, sound.course(), sound.usage())));

        assertThat(check.result()).isEqualTo(new VerdictCheck.Result(0, 1, 0, 0, List.of("a")));
        assertThat(check.result().isSound()).isFalse();
    }

    private static BlastRadius replay(PolicySet draft, RecordedDecision... decisions) {
        Replay replay = new Replay(draft, Optional.empty(), OptionalDouble.empty());
        for (RecordedDecision decision : decisions) {
            replay.accept(new RecordedLine.Decision(1, decision));
        }
        return replay.result();
    }

    private static RecordedDecision hard(String id, Entity... entities) {
        return decision(
                IN_FORCE,
                id,
                facts(0.9, "auto", entities),
                new Course(Route.CLOUD, "big", "hard", entities.length),
                1000);
    }

    private static RecordedDecision hardUnder(PolicySet policy, String id, Entity... entities) {
        return decision(
                policy, id, facts(0.9, "auto", entities), new Course(Route.LOCAL, "small", "policy_local_only", 0), 0);
    }

    private static RecordedDecision easy(String id) {
        return decision(IN_FORCE, id, facts(0.1, "auto"), new Course(Route.LOCAL, "small", "easy", 0), 0);
    }

    private static RecordedDecision decision(PolicySet policy, String id, Facts facts, Course course, long cost) {
        PolicyVersion version = new PolicyVersion(policy.name(), 1, policy.sha256());
        OptionalLong price = course.route() == Route.CLOUD ? OptionalLong.of(cost) : OptionalLong.empty();
        return new RecordedDecision(
                id,
                Records.AT,
                version,
                facts,
                Verdict.of(new CompiledPolicy(policy, version).decide(facts)),
                course,
                new Usage(100, 100, price));
    }

    private static Facts facts(double difficulty, String model, Entity... entities) {
        List<Finding> findings = Stream.of(entities)
                .map(entity -> new Finding(entity, new Finding.Place("", false), 0, 1, 0.9, "test", ""))
                .toList();
        Facts facts = Records.facts(new Inspection.Complete(findings), difficulty);
        return new Facts(
                facts.caller(),
                new Facts.Request("/v1/chat/completions", model, false, false, false, 1, List.of("user")),
                facts.inspection(),
                difficulty,
                "en",
                100,
                facts.spend(),
                facts.targets(),
                Facts.Tightening.NONE,
                Records.AT);
    }

    private static Facts withTargets(Facts facts, List<Facts.Target> targets) {
        return new Facts(
                facts.caller(),
                facts.request(),
                facts.inspection(),
                facts.difficulty(),
                facts.language(),
                facts.promptTokens(),
                facts.spend(),
                targets,
                facts.wish(),
                facts.at());
    }

    private static PolicySet policy(String top, String rules) {
        String yaml = "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\n"
                + (top.contains("default:") ? "" : "default: {cloud: as_is}\n")
                + top
                + "rules:\n"
                + (rules.isEmpty() ? "  []\n" : rules);
        return switch (PolicyLoader.standard().load("p.yaml", yaml.getBytes(StandardCharsets.UTF_8))) {
            case PolicyLoading.Loaded loaded -> loaded.policy();
            case PolicyLoading.Rejected rejected -> throw new AssertionError(rejected.report());
        };
    }
}
