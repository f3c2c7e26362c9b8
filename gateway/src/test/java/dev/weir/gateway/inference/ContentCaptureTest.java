package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.CaptureNote;
import dev.weir.gateway.capture.Part;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Capture;
import dev.weir.policy.Facts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ContentCaptureTest {

    private static final String QUESTION = "Write to anna.schmidt@acme.test";

    private final PipelineFixture fixture = new PipelineFixture();

    private static String policy(String capture) {
        return """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: test}
                default: {cloud: as_is}
                rules:
                  - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
                  - {id: cards, when: "findings.has('CREDIT_CARD')", effect: block}
                  - {id: away, when: "true", effect: prefer_cloud}
                capture: %s
                """.formatted(capture);
    }

    @Test
    void ask_policyKeepsNothing_nothingHandedOver() {
        fixture.ask(policy("none"), QUESTION);

        assertThat(fixture.contents.kept).isEmpty();
        assertThat(fixture.decisions)
                .singleElement()
                .satisfies(entry -> assertThat(entry.captured()).isEmpty());
    }

    @Test
    void ask_encrypted_requestAsItCameAndAnswerAsItWent() {
        fixture.ask(policy("encrypted"), QUESTION);

        assertThat(fixture.contents.text(Part.REQUEST))
                .contains(PipelineFixture.request(QUESTION).body().toString());
        assertThat(fixture.contents.text(Part.ANSWER).orElseThrow()).contains("\"choices\":[{\"index\":0,\"message\":");
        assertThat(fixture.contents.kept).allSatisfy(content -> {
            assertThat(content.mode()).isEqualTo(Capture.ENCRYPTED);
            assertThat(content.decisionId())
                    .isEqualTo(fixture.decisions.getFirst().id());
        });
    }

    @Test
    void ask_decision_saysModeLengthAndSubject() {
        fixture.ask(policy("encrypted"), QUESTION);

        int length = PipelineFixture.request(QUESTION).body().toString().getBytes(StandardCharsets.UTF_8).length;
        assertThat(fixture.decisions).singleElement().satisfies(entry -> {
            assertThat(entry.captured()).contains(new CaptureNote("of key-1", length));
            assertThat(entry.decision().capture()).isEqualTo(Capture.ENCRYPTED);
        });
    }

    @Test
    void ask_masked_findingsReplacedAndIdentityLeftOut() {
        ChatRequest request = PipelineFixture.request(QUESTION);
        request.body().put("user", "anna").putObject("metadata").put("trip", "rome");
        ask(policy("masked"), request);

        assertThat(fixture.contents.text(Part.REQUEST).orElseThrow())
                .contains("Write to [EMAIL]")
                .doesNotContain("anna", "rome");
    }

    @Test
    void ask_blocked_requestKept() {
        assertThatThrownBy(() -> fixture.ask(policy("encrypted"), "Charge 4111 1111 1111 1111"))
                .isInstanceOf(RefusedException.class);

        assertThat(fixture.contents.kept)
                .singleElement()
                .satisfies(content -> assertThat(content.part()).isEqualTo(Part.REQUEST));
    }

    @Test
    void ask_subject_metadataBeforeSafetyIdentifierBeforeUser() {
        ObjectNode body = PipelineFixture.request(QUESTION).body();
        assertThat(subjectOf(body)).isEqualTo("of key-1");
        assertThat(subjectOf(body.put("user", "u"))).isEqualTo("of u");
        assertThat(subjectOf(body.put("safety_identifier", "s"))).isEqualTo("of s");
        body.putObject("metadata").put("subject", "m");
        assertThat(subjectOf(body)).isEqualTo("of m");
    }

    private String subjectOf(ObjectNode body) {
        ChatRequest request = PipelineFixture.request(QUESTION);
        request.body().setAll(body);
        ask(policy("encrypted"), request);
        return fixture.contents.kept.getLast().subject();
    }

    @Test
    void ask_streamed_keptWhenItEnds_putTogether() {
        PipelineReply reply = streamed();
        try (ChunkStream chunks = ((ChatReply.Streamed) reply.reply()).chunks()) {
            while (chunks.next().isPresent()) {
                assertThat(fixture.contents.kept).hasSize(1);
            }
        }

        assertThat(fixture.contents.kept).hasSize(2);
        assertThat(fixture.contents.text(Part.ANSWER).orElseThrow()).contains("\"role\":\"assistant\"");
    }

    @Test
    void ask_streamedAndBrokenOff_whatPassedIsKeptOnce() {
        ChunkStream chunks = ((ChatReply.Streamed) streamed().reply()).chunks();
        Optional<ObjectNode> first = chunks.next();
        chunks.close();
        chunks.close();

        assertThat(first).isPresent();
        assertThat(fixture.contents.kept).hasSize(2);
    }

    @Test
    void ask_logBroken_requestNotKept() {
        fixture.logBroken = true;
        fixture.ask(policy("encrypted"), QUESTION);

        assertThat(fixture.contents.kept).noneMatch(content -> content.part() == Part.REQUEST);
    }

    private PipelineReply streamed() {
        return ask(policy("encrypted"), PipelineFixture.request(QUESTION, "auto", true, Facts.Tightening.NONE));
    }

    private PipelineReply ask(String policy, ChatRequest request) {
        return fixture.pipeline(policy)
                .answer(new Caller("key-1", "web", false), "req_1", request, ClientPresence.UNKNOWN);
    }
}
