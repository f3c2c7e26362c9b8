package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.admin.DecisionExplainer.Explained;
import dev.weir.gateway.audit.SampleDecisions;
import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.explain.PolicyExplainer;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An explanation as the admin API gives it, compared with the one that the console's tests read.
 * {@code -Dweir.fixtures.write=true} writes it anew.
 */
class ExplanationFixtureTest {

    private static final Path FIXTURE = Path.of("..", "admin-ui", "fixtures", "explanation.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: default}
            default: {cloud: as_is}
            rules:
              - {id: legal, when: "caller.team == 'legal'", effect: {cloud: pseudonymised}}
              - {id: caps, when: "spend.team.day >= 20.0", effect: local_only}
              - {id: hard-questions, when: "difficulty >= 0.6", effect: prefer_cloud}
              - {id: easy-questions, when: "difficulty < 0.6", effect: prefer_local}
            """;

    @Test
    void explanation_isTheFixtureThatTheConsoleKnows() throws IOException {
        String answer = JSON.writeValueAsString(ExplanationView.of(
                "dec_07cloud", new Explained(PolicyExplainer.explain(policy(), facts()), List.of())));

        if (Boolean.getBoolean("weir.fixtures.write")) {
            Files.writeString(FIXTURE, answer + "\n");
        }
        assertThat(JSON.readTree(answer)).isEqualTo(JSON.readTree(Files.readString(FIXTURE)));
    }

    private static CompiledPolicy policy() {
        if (!(PolicyLoader.standard().load("policy.yaml", POLICY.getBytes(StandardCharsets.UTF_8))
                instanceof PolicyLoading.Loaded loaded)) {
            throw new IllegalStateException("the test's policy is not valid");
        }
        return new CompiledPolicy(loaded.policy(), new PolicyVersion("default", 3, "9f3c"));
    }

    private static Facts facts() {
        return new Facts(
                new Facts.Caller("key_legal", "legal", Map.of()),
                new Facts.Request("/v1/chat/completions", "auto", true, false, false, 1, List.of("user")),
                new Inspection.Complete(List.of()),
                0.83,
                "en",
                1_850,
                Optional.of(new Facts.Spend(
                        new Facts.Spend.Amounts(1, 2, 3),
                        new Facts.Spend.Amounts(4, 5_000_000, 6_000_000),
                        new Facts.Spend.Amounts(7, 8, 9))),
                List.of(new Facts.Target("gpt-5-mini", "openai", "us")),
                Facts.Tightening.NONE,
                SampleDecisions.NOON);
    }
}
