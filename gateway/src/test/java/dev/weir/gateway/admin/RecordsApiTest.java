package dev.weir.gateway.admin;

import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.WholeGateway.Answer;
import dev.weir.policy.replay.BlastRadius;
import dev.weir.policy.replay.RecordedDecisionReader;
import dev.weir.policy.replay.RecordedLine;
import dev.weir.policy.replay.Replay;
import dev.weir.policy.replay.VerdictCheck;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was recorded of live requests gives the same verdicts again, and says why. */
class RecordsApiTest {

    private static final String RULES = policy("rules", """
            default: {cloud: as_is}
            sensitivity:
              - {level: restricted, when: "findings.has('secret')"}
              - {level: confidential, when: "findings.has('personal')"}
            rules:
              - {id: secrets-stay, when: "sensitivity == 'restricted'", effect: local_only}
              - {id: pseudonyms, when: "sensitivity.atLeast('confidential')", effect: {cloud: pseudonymised}}
              - {id: no-cards, when: "findings.has('CREDIT_CARD')", effect: block}
              - {id: cap, when: "spend.team.month >= 1000.0", effect: local_only}
              - {id: site, when: "'site' in labels && labels['site'] == 'berlin'", effect: {cloud: pseudonymised}}
              - {id: hard, when: "difficulty >= 0.3", effect: prefer_cloud}
            """);
    private static final String STRICT = policy("strict", "default: local_only\n");
    private static final List<String> QUESTIONS = List.of(
            "What is the capital of France?",
            "Write to jane.doe@example.org and compare two proofs of the theorem step by step.",
            "Why is this key refused: AKIA" + "Z7QF3XN5LDWP2KRT",
            "Charge 4111 1111 1111 1111 today.",
            "Explain, step by step, why the sum of two even numbers is even; then prove it by induction.");

    @TempDir
    Path directory;

    @Test
    void facts_replaysToTheSameVerdicts_underEveryVersionThatDecided() throws Exception {
        try (WholeGateway gateway = start()) {
            for (String text : List.of(RULES, STRICT)) {
                gateway.admin("PUT /policies/active", text);
                for (String question : QUESTIONS) {
                    gateway.ask(question);
                }
            }
            String export = gateway.admin("GET /decisions/facts").response().body();

            assertThat(export.lines()).hasSize(2 * QUESTIONS.size());
            assertThat(export).doesNotContain("jane", "4111", "AKIA", "theorem");
            for (String text : List.of(RULES, STRICT)) {
                VerdictCheck check = new VerdictCheck(loaded(text));
                lines(export, check::accept);
                assertThat(check.result())
                        .isEqualTo(new VerdictCheck.Result(QUESTIONS.size(), 0, QUESTIONS.size(), 0, List.of()));
            }
            Replay draft = new Replay(loaded(STRICT), Optional.empty(), OptionalDouble.empty());
            lines(export, draft::accept);
            BlastRadius radius = draft.result();
            assertThat(radius.decisions()).isEqualTo(10);
            assertThat(radius.unreadable()).isZero();
        }
    }

    @Test
    void facts_betweenMoments_hasOnlyThose_andBadMomentsAreRefused() throws Exception {
        try (WholeGateway gateway = start()) {
            gateway.ask(QUESTIONS.getFirst());
            assertThat(gateway.admin("GET /decisions/facts?since=2999-01-01T00:00:00Z")
                            .response()
                            .body())
                    .isEmpty();
            Answer bad = gateway.admin("GET /decisions/facts?since=yesterday");
            assertThat(bad.status()).isEqualTo(400);
            assertThat(bad.json().path("detail").asString()).contains("`since`");
        }
    }

    @Test
    void explanation_isRebuiltAndVerified_withTheVersionThatDecided() throws Exception {
        try (WholeGateway gateway = start()) {
            gateway.admin("PUT /policies/active", RULES);
            String decision = gateway.ask(QUESTIONS.get(1)).header("x-weir-decision");
            gateway.admin("PUT /policies/active", STRICT);

            JsonNode answer =
                    gateway.admin("GET /decisions/" + decision + "/explanation").json();

            assertThat(answer.path("sameVerdict").asBoolean()).isTrue();
            assertThat(answer.path("differences").isEmpty()).isTrue();
            JsonNode explanation = answer.path("explanation");
            assertThat(explanation.at("/policy/name").asString()).isEqualTo("rules");
            assertThat(explanation.path("effect").asString()).isEqualTo("cloud_pseudonymised");
            assertThat(explanation.path("deciding_rules").toString()).contains("pseudonyms", "site");
            assertThat(explanation.path("rules").size()).isGreaterThan(6);
            assertThat(answer.toString()).doesNotContain("jane");
            assertThat(gateway.admin("GET /decisions/dec_nobody/explanation").status())
                    .isEqualTo(404);
        }
    }

    private WholeGateway start() throws IOException {
        return WholeGateway.start(directory, "weir.keys[0].labels.site=berlin");
    }

    private static PolicySet loaded(String text) {
        if (PolicyLoader.standard().load("test.yaml", text.getBytes(StandardCharsets.UTF_8))
                instanceof PolicyLoading.Loaded loaded) {
            return loaded.policy();
        }
        throw new IllegalArgumentException("the test's policy is not valid");
    }

    private static void lines(String export, Consumer<RecordedLine> each) throws IOException {
        try (RecordedDecisionReader reader =
                new RecordedDecisionReader(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)))) {
            Optional<RecordedLine> line = reader.next();
            while (line.isPresent()) {
                each.accept(line.get());
                line = reader.next();
            }
        }
    }
}
