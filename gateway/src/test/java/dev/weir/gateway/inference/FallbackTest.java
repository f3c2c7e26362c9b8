package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.OutcomeEntry.Result;
import dev.weir.gateway.error.GatewayErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One provider fails: who answers then, and what is on record before anything leaves. */
class FallbackTest {

    private static final String OPEN = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: open}
            default: {cloud: as_is}
            rules:
              - {id: pseudonyms, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    private static final String NOT_ROCK =
            OPEN + "  - {id: no-rock, when: \"target.provider == 'rock'\", effect: local_only}\n";

    private final PipelineFixture fixture = new PipelineFixture();

    private PipelineFixture.Cloud cloud(String id, String provider) {
        return fixture.new Cloud(id, provider);
    }

    private static PipelineFixture.Cloud down(PipelineFixture.Cloud cloud) {
        return cloud.failing(GatewayErrorCode.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void answer_firstProviderFails_nextOneAnswersAsADecisionOfItsOwn() {
        fixture.clouds = List.of(down(cloud("big", "sky")), cloud("other", "rock"));

        PipelineReply reply = fixture.ask(OPEN, "Compare two proofs.");

        assertThat(reply.headers().model()).isEqualTo("other");
        assertThat(reply.headers().reason()).isEqualTo("provider_failed");
        assertThat(fixture.events).containsExactly("durable", "cloud", "outcome", "durable", "cloud", "outcome");
        assertThat(fixture.decisions).extracting(DecisionEntry::model).containsExactly("big", "other");
        assertThat(fixture.outcomes).extracting(OutcomeEntry::result).containsExactly(Result.FAILED, Result.COMPLETED);
        assertThat(fixture.sent.getLast()).contains("\"model\":\"other-2026\"");
    }

    @Test
    void answer_personalData_nextProviderGetsPseudonymsToo() {
        fixture.clouds = List.of(down(cloud("big", "sky")), cloud("other", "rock"));

        PipelineReply reply = fixture.ask(OPEN, "Write to jane.doe@example.org.");

        assertThat(fixture.sent).hasSize(2).noneMatch(body -> body.contains("jane.doe"));
        assertThat(((ChatReply.Whole) reply.reply())
                        .completion()
                        .at("/choices/0/message/content")
                        .asString())
                .isEqualTo("jane.doe@example.org");
    }

    @Test
    void answer_nextProviderClosedByTheVerdict_isPassedOver() {
        fixture.clouds = List.of(down(cloud("big", "sky")), cloud("other", "rock"), cloud("third", "sand"));

        PipelineReply reply = fixture.ask(NOT_ROCK, "Compare two proofs.");

        assertThat(reply.headers().model()).isEqualTo("third");
        assertThat(fixture.sent).hasSize(2).noneMatch(body -> body.contains("other-2026"));
    }

    @Test
    void answer_onlyAClosedProviderIsLeft_local() {
        fixture.clouds = List.of(down(cloud("big", "sky")), cloud("other", "rock"));

        PipelineReply reply = fixture.ask(NOT_ROCK, "Compare two proofs.");

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo("cloud_failed");
        assertThat(fixture.sent).hasSize(1);
    }

    @Test
    void answer_everyProviderFails_eachIsTriedOnceThenLocal() {
        fixture.clouds = List.of(down(cloud("big", "sky")), down(cloud("small", "sky")), down(cloud("other", "rock")));

        PipelineReply reply = fixture.ask(OPEN, "Compare two proofs.");

        assertThat(reply.headers().reason()).isEqualTo("cloud_failed");
        assertThat(fixture.sent).hasSize(2).noneMatch(body -> body.contains("small-2026"));
        assertThat(fixture.outcomes).extracting(OutcomeEntry::servedBy).containsExactly("none", "tiny");
    }

    @Test
    void answer_requestItselfAtFault_goesNowhereElse() {
        fixture.clouds = List.of(cloud("big", "sky").failing(GatewayErrorCode.INVALID_REQUEST), cloud("other", "rock"));

        assertThatThrownBy(() -> fixture.ask(OPEN, "Compare two proofs."))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(GatewayErrorCode.INVALID_REQUEST));
        assertThat(fixture.sent).hasSize(1);
    }

    @Test
    void answer_secondDecisionCannotBeRecorded_nothingMoreLeaves() {
        PipelineFixture.Cloud first = down(cloud("big", "sky"));
        first.beforeFailing = () -> fixture.logBroken = true;
        fixture.clouds = List.of(first, cloud("other", "rock"));

        PipelineReply reply = fixture.ask(OPEN, "Compare two proofs.");

        assertThat(reply.headers().reason()).isEqualTo("audit_unavailable");
        assertThat(fixture.sent).hasSize(1);
    }
}
