package dev.weir.policy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.EntityRecogniser;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.Match;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymised;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.pseudonym.SurrogateFormats;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OutboundCheckTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final OutboundCheck check = new OutboundCheck(RequestInspector.standard());

    @ParameterizedTest
    @EnumSource(names = {"LOCAL_ONLY", "BLOCK"})
    void inspect_effectKeepsItHere_stopped(Effect effect) {
        assertThat(check.inspect(body("hello"), Decisions.of(effect), Decisions.TARGET, Expected.NOTHING))
                .isInstanceOf(OutboundVerdict.Stopped.class);
    }

    @Test
    void inspect_targetThatTheVerdictDoesNotKnow_stopped() {
        assertThat(check.inspect(body("hello"), Decisions.of(Effect.CLOUD_AS_IS), "another", Expected.NOTHING))
                .isInstanceOf(OutboundVerdict.Stopped.class);
    }

    @Test
    void inspect_nothingFound_passedWithTheVeryBytes() {
        ObjectNode body = body("hello [EMAIL_7F3K9Q]");

        OutboundVerdict verdict =
                check.inspect(body, Decisions.of(Effect.CLOUD_PSEUDONYMISED), Decisions.TARGET, Expected.NOTHING);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        OutboundVerdict.Passed.class,
                        passed ->
                                assertThat(JSON.readTree(passed.body().json())).isEqualTo(body));
    }

    @Test
    void inspect_placeholdersWhereSecretsWere_passed() {
        ObjectNode body = (ObjectNode) JSON.readTree("""
                {"password": "[GENERIC_SECRET_7F3K9Q]", "phone": "[PHONE_ABC123]", "zip": "90210123", "card": "[CREDIT_CARD_2V4NWP]",
                 "messages": [{"role": "user", "content": "api_key = [OPENAI_KEY_7F3K9Q], Tel. [PHONE_0123456789]"}]}""");

        assertThat(check.inspect(body, Decisions.of(Effect.CLOUD_PSEUDONYMISED), Decisions.TARGET, Expected.NOTHING))
                .isInstanceOf(OutboundVerdict.Passed.class);
    }

    @Test
    void inspect_asIsWithWhatPolicySaw_passed() {
        ObjectNode body = body("ann@example.com");
        Expected seen = Expected.asSeen(RequestInspector.standard().inspect(body));

        assertThat(check.inspect(body, Decisions.of(Effect.CLOUD_AS_IS), Decisions.TARGET, seen))
                .isInstanceOf(OutboundVerdict.Passed.class);
    }

    @Test
    void inspect_asIsWithWhatPolicyNeverSaw_stopped() {
        Expected seen = Expected.asSeen(RequestInspector.standard().inspect(body("ann@example.com")));

        assertThat(check.inspect(
                        body("ann@example.com, 4111 1111 1111 1111"),
                        Decisions.of(Effect.CLOUD_AS_IS),
                        Decisions.TARGET,
                        seen))
                .isInstanceOfSatisfying(
                        OutboundVerdict.Stopped.class,
                        stopped -> assertThat(stopped.cause())
                                .contains("CREDIT_CARD")
                                .doesNotContain("EMAIL")
                                .doesNotContain("4111"));
    }

    @Test
    void inspect_realisticSurrogates_passedOnlyWhereIssued() {
        RequestInspector inspector = RequestInspector.standard();
        ObjectNode body = body("Write\nann@corp.de or call +1 415 678 1234, IBAN DE89370400440532013000, 81.2.69.142");
        body.put("user", "ann@corp.de");
        Pseudonymised replaced = new Pseudonymiser(PseudonymKey.of(new byte[32]), SurrogateFormats.REALISTIC, inspector)
                .pseudonymise(body, (Inspection.Complete) inspector.inspect(body), new PseudonymScope("t", "c"));
        PolicyDecision decision = Decisions.of(Effect.CLOUD_PSEUDONYMISED);
        Expected issued = Expected.surrogatesOf(replaced.vault());

        assertThat(check.inspect(replaced.body(), decision, Decisions.TARGET, issued))
                .isInstanceOf(OutboundVerdict.Passed.class);
        assertThat(check.inspect(replaced.body(), decision, Decisions.TARGET, Expected.NOTHING))
                .isInstanceOf(OutboundVerdict.Stopped.class);
        assertThat(check.inspect(body, decision, Decisions.TARGET, issued)).isInstanceOf(OutboundVerdict.Stopped.class);
    }

    @Test
    void inspect_somethingLeft_stoppedWithEntityAndPlaceButNoContent() {
        OutboundVerdict verdict = check.inspect(
                body("ann@example.com"), Decisions.of(Effect.CLOUD_PSEUDONYMISED), Decisions.TARGET, Expected.NOTHING);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        OutboundVerdict.Stopped.class,
                        stopped -> assertThat(stopped.cause())
                                .contains("EMAIL", "/messages/0/content")
                                .doesNotContain("ann"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOUD_AS_IS", "CLOUD_PSEUDONYMISED"})
    void inspect_recogniserFails_stopped(Effect effect) {
        EntityRecogniser broken = new EntityRecogniser() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Set<Entity> entities() {
                return Set.of();
            }

            @Override
            public List<Match> recognise(String text) {
                throw new IllegalStateException("model is gone");
            }
        };
        var failing = new OutboundCheck(new RequestInspector(RecogniserRegistry.of(List.of(broken))));

        assertThat(failing.inspect(body("hello"), Decisions.of(effect), Decisions.TARGET, Expected.NOTHING))
                .isInstanceOf(OutboundVerdict.Stopped.class);
    }

    private static ObjectNode body(String content) {
        ObjectNode body = JSON.createObjectNode().put("model", "m");
        body.putArray("messages").addObject().put("role", "user").put("content", content);
        return body;
    }
}
