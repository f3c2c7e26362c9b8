package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.OutcomeEntry.Result;
import dev.weir.policy.answer.AnswerFindings;
import dev.weir.policy.answer.AnswerFindings.Looked;
import dev.weir.policy.rules.AnswerAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a provider's answer says of its own, between a real provider on loopback and a real client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerScanningTest {

    private static final String POLICY = """
            default: {cloud: as_is}
            rules:
              - {id: names, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            answers: {secret: block, credit_card: mask}
            """;
    private static final String KEY = "AKIAY3T5ZQWERTYUIOPA";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String FILLER = "The boats lay still on the water. ".repeat(12);

    private final EchoingUpstream upstream = EchoingUpstream.start();
    private RunningGateway gateway;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        gateway = RunningGateway.start(folder, POLICY, upstream);
    }

    @AfterAll
    void stop() {
        gateway.close();
        upstream.close();
    }

    private RunningGateway.Answer ask(String question, boolean stream, String answer) {
        upstream.say(answer);
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("model", "auto").put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return gateway.ask(body);
    }

    private OutcomeEntry outcome(RunningGateway.Answer answer) {
        String decision = answer.headers().firstValue("x-weir-decision").orElseThrow();
        return gateway.bean(DecisionLog.class)
                .find(decision)
                .orElseThrow()
                .outcome()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ask_answerHoldsACard_cardIsMaskedAndCounted(boolean stream) {
        RunningGateway.Answer answer = ask("what do I pay with?", stream, FILLER + "With " + CARD + ". " + FILLER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(FILLER + "With [CREDIT_CARD]. " + FILLER);
        assertThat(answer.headers().firstValue("x-weir-answer"))
                .isEqualTo(stream ? Optional.empty() : Optional.of("mask:credit_card=1"));
        OutcomeEntry outcome = outcome(answer);
        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(outcome.answer())
                .isEqualTo(new AnswerFindings(Looked.WHOLE, Map.of("CREDIT_CARD", 1), AnswerAction.MASK));
    }

    @Test
    void ask_wholeAnswerHoldsAKey_withheldWithAClearError() {
        RunningGateway.Answer answer = ask("how do I get in?", false, "Use " + KEY + " for that.");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"answer_withheld\"").doesNotContain(KEY);
        OutcomeEntry outcome = outcome(answer);
        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.code()).isEqualTo("answer_withheld");
        assertThat(outcome.completionTokens()).isEqualTo(1);
        assertThat(outcome.answer().done()).isEqualTo(AnswerAction.BLOCK);
    }

    @Test
    void ask_streamedAnswerHoldsAKey_endsWithAnErrorEvent() {
        RunningGateway.Answer answer = ask("how do I get in?", true, FILLER + "Use " + KEY + " for that. " + FILLER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(FILLER).startsWith(answer.text());
        assertThat(answer.text()).isNotEmpty();
        assertThat(answer.body())
                .contains("\"code\":\"answer_withheld\"")
                .doesNotContain("AKIA")
                .doesNotContain("[DONE]");
        OutcomeEntry outcome = outcome(answer);
        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.code()).isEqualTo("answer_withheld");
        assertThat(outcome.answer().total()).isEqualTo(1);
    }

    /** Restoring puts the address back before the answer is looked through. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ask_answerRepeatsTheRequest_isNoFinding(boolean stream) {
        String question = "Remind mia.novak@acme.test of " + CARD;
        upstream.takeReceived();
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("model", "auto").put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        upstream.echo();

        RunningGateway.Answer answer = gateway.ask(body);

        assertThat(upstream.takeReceived()).singleElement().asString().doesNotContain("mia.novak");
        assertThat(answer.text()).isEqualTo(question);
        assertThat(outcome(answer).answer()).isEqualTo(new AnswerFindings(Looked.WHOLE, Map.of(), AnswerAction.NOTE));
    }

    @Test
    void ask_answerHoldsAnAddressThatPolicyOnlyNotes_passesAndIsCounted() {
        RunningGateway.Answer answer = ask("whom do I ask?", true, "Ask leo.brandt@corp.test please.");

        assertThat(answer.text()).isEqualTo("Ask leo.brandt@corp.test please.");
        assertThat(outcome(answer).answer().byEntity()).containsEntry("EMAIL", 1);
    }
}
