package dev.weir.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.explain.Counterfactual.Direction;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RandomPolicies;
import dev.weir.policy.yaml.Catalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterfactualTest {
    private static final String HEAD =
            "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\ndefault: {cloud: as_is}\nrules:\n";
    private static final Facts.Spend SPEND = new Facts.Spend(
            new Facts.Spend.Amounts(0, 0, 0),
            new Facts.Spend.Amounts(0, 1_250_000, 0),
            new Facts.Spend.Amounts(0, 0, 0));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "difficulty >= 0.6      | block      | It would be blocked from a difficulty of 0.6 (now 0.41).",
                "difficulty > 0.6       | block      | It would be blocked with a difficulty above 0.6 (now 0.41).",
                "difficulty > 0.25      | local_only | It could leave as it is at a difficulty of 0.25 or less (now 0.41).",
                "difficulty >= 0.25     | local_only | It could leave as it is with a difficulty under 0.25 (now 0.41).",
                "difficulty == 0.5      | local_only | It would stay local with a difficulty of exactly 0.5 (now 0.41).",
                "findings.count('email') > 10 | block | It would be blocked from 11 findings of EMAIL (now 2).",
                "findings.has('email')  | local_only | It could leave as it is without findings of EMAIL (now 2).",
                "findings.has('secret') | local_only | It would stay local from 1 finding of the category secret (now 0).",
                "findings.has('personal') | block   | It could leave as it is without findings of EMAIL (now 2).",
                "time.getMinutes() == 7 | local_only | It would stay local at exactly 10:07 UTC (now 10:15 UTC).",
                "spend.gateway.month > 1 | local_only | It would stay local with above 1 USD spent by all teams that month (now 0).",
                "tokens * 2 > 1001      | local_only | It would stay local from 501 tokens (now 12).",
                "100 / tokens < 5       | local_only | It would stay local from 21 tokens (now 12).",
                "request.turns == 7     | local_only | It would stay local with exactly 7 messages (now 3).",
                "spend.team.day >= 5    | local_only | It would stay local from 5 USD spent by the team that day (now 1.25).",
                "spend.team.day < 0.99  | prefer_cloud | It would prefer the cloud with under 0.99 USD spent by the team that day (now 1.25).",
                "time.getHours() >= 22  | local_only | It would stay local from 22:00 UTC (now 10:15 UTC).",
                "time.getHours('Asia/Kolkata') < 9 | local_only | It would stay local before 03:30 UTC (now 10:15 UTC).",
            })
    void explain_oneRule_nearestChangeInWords(String condition, String effect, String sentence) {
        Explanation explanation = PolicyExplainer.explain(policy(condition, effect), facts());

        assertThat(explanation.counterfactuals().getFirst().sentence()).isEqualTo(sentence);
    }

    @Test
    void explain_bothDirections_bothTold() {
        Explanation explanation = PolicyExplainer.explain(policy("tokens < 10 || tokens > 20", "local_only"), facts());

        assertThat(explanation.counterfactuals())
                .extracting(Counterfactual::direction, each -> each.to().intValue())
                .containsExactly(tuple(Direction.DOWN, 9), tuple(Direction.UP, 21));
    }

    @Test
    void explain_severalEntitiesOfACategory_theCategoryIsOneNumber() {
        Facts facts = facts().withInspection(new Inspection.Complete(
                List.of(finding(Catalogue.EMAIL), finding(Catalogue.EMAIL), finding(Catalogue.IBAN))));

        Explanation explanation =
                PolicyExplainer.explain(policy("findings.has('personal')", "{cloud: pseudonymised}"), facts);

        assertThat(explanation.counterfactuals())
                .extracting(Counterfactual::sentence)
                .containsExactly("It could leave as it is without findings of the category personal (now 3).");
    }

    @Test
    void explain_noNumberMatters_none() {
        Explanation explanation = PolicyExplainer.explain(policy("caller.team == 'hr'", "local_only"), facts());

        assertThat(explanation.counterfactuals()).isEmpty();
    }

    @Test
    void explain_ruleOnOneTarget_changeIsForIt() {
        Explanation explanation =
                PolicyExplainer.explain(policy("target.region == 'us' && difficulty < 0.3", "local_only"), facts());

        assertThat(explanation.counterfactuals()).singleElement().satisfies(it -> {
            assertThat(it.sentence()).isEqualTo("It would stay local for far with a difficulty under 0.3 (now 0.41).");
            assertThat(it.targetEffects()).isEqualTo(Map.of("far", Effect.LOCAL_ONLY, "near", Effect.CLOUD_AS_IS));
        });
    }

    /** Whatever a policy reckons, each claim holds: there the verdict is the one told, one step nearer it is the old one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void explain_randomPolicies_everyClaimHolds(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int claims = 0;
        for (int i = 0; i < 15; i++) {
            CompiledPolicy policy = compiled(policies.draft().policy());
            for (int j = 0; j < 5; j++) {
                Facts facts = policies.facts();
                Explanation explanation = PolicyExplainer.explain(policy, facts);
                for (Counterfactual claim : explanation.counterfactuals()) {
                    assertHolds(policy, facts, explanation.decision(), claim);
                    claims++;
                }
            }
        }
        assertThat(claims).isGreaterThan(5);
    }

    private static void assertHolds(CompiledPolicy policy, Facts facts, PolicyDecision now, Counterfactual claim) {
        Dial dial = new Dials(policy.policy(), facts)
                .all().stream()
                        .filter(each -> each.fact().equals(claim.fact()))
                        .findFirst()
                        .orElseThrow();
        long to = dial.position().applyAsLong(claim.to().doubleValue());
        long nearer = to + (claim.direction() == Direction.UP ? -1 : 1);
        assertThat(dial.value(to)).isEqualByComparingTo(claim.to());
        PolicyDecision there = policy.decide(dial.turned().apply(to));
        assertThat(verdict(there))
                .isNotEqualTo(verdict(now))
                .containsExactly(claim.effect(), claim.targetEffects(), claim.preference());
        assertThat(verdict(policy.decide(dial.turned().apply(nearer)))).isEqualTo(verdict(now));
        assertThat(verdict(policy.decide(dial.turned().apply(dial.now())))).isEqualTo(verdict(now));
    }

    /** Policies that compare counts with numbers: every other count is tried, and none nearer changes the verdict. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void explain_thresholds_noNearerChangeOnAGrid(long seed) {
        Random random = new Random(seed);
        int changes = 0;
        for (int i = 0; i < 25; i++) {
            CompiledPolicy policy = thresholds(random);
            int emails = random.nextInt(12);
            Optional<Integer> up = Optional.empty();
            Optional<Integer> down = Optional.empty();
            List<Object> now = verdict(policy.decide(emails(emails)));
            for (int other = 0; other <= 60; other++) {
                if (!verdict(policy.decide(emails(other))).equals(now)) {
                    down = other < emails ? Optional.of(other) : down;
                    up = other > emails && up.isEmpty() ? Optional.of(other) : up;
                }
            }
            Explanation explanation = PolicyExplainer.explain(policy, emails(emails));
            assertThat(to(explanation, Direction.UP)).isEqualTo(up);
            assertThat(to(explanation, Direction.DOWN)).isEqualTo(down);
            changes += up.isPresent() || down.isPresent() ? 1 : 0;
        }
        assertThat(changes).isGreaterThan(10);
    }

    private static Optional<Integer> to(Explanation explanation, Direction direction) {
        return explanation.counterfactuals().stream()
                .filter(each -> each.fact().equals("findings.EMAIL") && each.direction() == direction)
                .map(each -> each.to().intValue())
                .findFirst();
    }

    private static CompiledPolicy thresholds(Random random) {
        StringBuilder rules = new StringBuilder();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            String comparison = List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
            String effect = List.of("block", "local_only", "{cloud: pseudonymised}", "prefer_local")
                    .get(random.nextInt(4));
            rules.append("  - {id: r%d, when: \"findings.count('email') %s %d\", effect: %s}\n"
                    .formatted(i, comparison, random.nextInt(1, 40), effect));
        }
        return compiled(Catalogue.loaded(HEAD + rules).policy());
    }

    private static CompiledPolicy policy(String condition, String effect) {
        String rule = "  - {id: it, when: \"%s\", effect: %s}\n".formatted(condition, effect);
        return compiled(Catalogue.loaded(HEAD + rule).policy());
    }

    private static CompiledPolicy compiled(PolicySet policy) {
        return new CompiledPolicy(policy, new PolicyVersion(policy.name(), 1, policy.sha256()));
    }

    private static List<Object> verdict(PolicyDecision decision) {
        return List.of(decision.effect(), decision.targetEffects(), decision.preference());
    }

    private static Facts emails(int count) {
        return facts().withInspection(new Inspection.Complete(Collections.nCopies(count, finding(Catalogue.EMAIL))));
    }

    private static Finding finding(Entity entity) {
        return Catalogue.finding(entity);
    }

    private static Facts facts() {
        return new Facts(
                new Facts.Caller("key", "team", Map.of()),
                new Facts.Request("/v1/chat/completions", "auto", false, false, false, 3, List.of("user")),
                new Inspection.Complete(new ArrayList<>(Collections.nCopies(2, finding(Catalogue.EMAIL)))),
                0.41,
                "en",
                12,
                Optional.of(SPEND),
                List.of(new Facts.Target("near", "acme", "eu"), new Facts.Target("far", "bolt", "us")),
                Facts.Tightening.NONE,
                Instant.parse("2026-03-04T10:15:30Z"));
    }
}
