package dev.weir.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.replay.FactsJson;
import dev.weir.policy.yaml.Catalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts that were written and read back get the very same decision, trace included; each seed draws its own. */
class RecordedFactsPropertiesTest {
    private static final int POLICIES = 15;
    private static final int FACTS = 60;

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void decide_factsWrittenAndRead_sameDecision(long seed) {
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        for (int i = 0; i < POLICIES; i++) {
            PolicySet policy = policies.draft()
                    .withRule("when: \"findings.total() > 1 && findings.category('personal')[0] == 'EMAIL'\","
                            + " effect: block")
                    .policy();
            CompiledPolicy compiled = new CompiledPolicy(policy, new PolicyVersion("p", 1, policy.sha256()));
            for (int j = 0; j < FACTS; j++) {
                Facts facts = richer(policies.facts(), random);

                String written = FactsJson.write(facts);
                Facts read = FactsJson.read(written);

                assertThat(compiled.decide(read)).isEqualTo(compiled.decide(facts));
                assertThat(FactsJson.write(read)).isEqualTo(written);
            }
        }
    }

    /** What the generator leaves alone: labels, spending, targets, odd numbers, and scores that differ. */
    private static Facts richer(Facts facts, Random random) {
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : facts.inspection().findings()) {
            double score = random.nextBoolean() ? 0.9 : 1 - random.nextDouble();
            findings.add(new Finding(finding.entity(), finding.place(), 3, 9, score, "r", "because"));
            if (random.nextBoolean()) {
                findings.add(Catalogue.finding(finding.entity()));
            }
        }
        Inspection inspection = switch (facts.inspection()) {
            case Inspection.Complete _ -> new Inspection.Complete(findings);
            case Inspection.Incomplete incomplete -> new Inspection.Incomplete(findings, incomplete.cause());
        };
        Optional<Facts.Spend> spend = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Facts.Spend(amounts(random), amounts(random), amounts(random)));
        return new Facts(
                new Facts.Caller(facts.caller().keyId(), facts.caller().team(), Map.of("env", "prod", "é\n\"", "")),
                facts.request(),
                inspection,
                facts.difficulty(),
                random.nextBoolean() ? "vi" : facts.language(),
                facts.promptTokens(),
                spend,
                List.of(new Facts.Target("m", "p", random.nextBoolean() ? "eu" : "unknown")),
                facts.wish(),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)));
    }

    private static Facts.Spend.Amounts amounts(Random random) {
        return new Facts.Spend.Amounts(random.nextLong(), random.nextInt(), 0);
    }
}
