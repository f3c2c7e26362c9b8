package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.cost.TestPrices;
import dev.weir.gateway.error.GatewayErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What money does to a request on its way to the cloud. */
class CostControlTest {

    private static final String OPEN = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: open}
            default: {cloud: as_is}
            rules:
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    private static final String QUESTION = "Compare two proofs.";

    private final PipelineFixture fixture = new PipelineFixture();

    private static String budget(String limit, String whenSpent) {
        return OPEN + "budgets: [{scope: team, period: day, limit: " + limit + " USD, when_spent: " + whenSpent
                + "}]\n";
    }

    @Test
    void answer_roomInTheBudget_reservedBeforeAndSettledAfter() {
        PipelineReply reply = fixture.ask(budget("1.00", "block"), QUESTION);

        assertThat(reply.headers().route()).isEqualTo("cloud");
        assertThat(fixture.budgets.open).isEmpty();
        assertThat(fixture.budgets.settled).containsExactly(37L);
        assertThat(fixture.outcomes).extracting(OutcomeEntry::costMicroUsd).containsExactly(37L);
    }

    @Test
    void answer_budgetAndNoLimitOfTheClient_theProviderIsGivenOne() {
        fixture.ask(budget("1.00", "block"), QUESTION);
        fixture.ask(OPEN, QUESTION);

        assertThat(fixture.sent.getFirst()).contains("\"max_completion_tokens\":100");
        assertThat(fixture.sent.getLast()).doesNotContain("max_completion_tokens");
    }

    @Test
    void answer_noRoomAndLocalOnly_localWithItsReason() {
        PipelineReply reply = fixture.ask(budget("0.000001", "local_only"), QUESTION);

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo("budget_spent");
        assertThat(fixture.decisions).extracting(DecisionEntry::reason).containsExactly("budget_spent");
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void answer_noRoomAndBlock_refusedOnRecord() {
        assertThatThrownBy(() -> fixture.ask(budget("0.000001", "block"), QUESTION))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.error().code()).isEqualTo(GatewayErrorCode.BUDGET_SPENT);
                    assertThat(refused.headers().route()).isEqualTo("blocked");
                    assertThat(refused.headers().reason()).isEqualTo("budget_spent");
                });
        assertThat(fixture.events).containsExactly("decision", "outcome");
    }

    @Test
    void answer_budgetAndUnknownPrice_nothingLeaves() {
        PipelineFixture.Cloud cloud = fixture.new Cloud("big", "sky");
        cloud.pricing = TestPrices.unknown();
        fixture.clouds = List.of(cloud);

        PipelineReply reply = fixture.ask(budget("1000.00", "block"), QUESTION);

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo("price_unknown");
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void answer_noBudgetAndUnknownPrice_leavesAtCostZero() {
        PipelineFixture.Cloud cloud = fixture.new Cloud("big", "sky");
        cloud.pricing = TestPrices.unknown();
        fixture.clouds = List.of(cloud);

        assertThat(fixture.ask(OPEN, QUESTION).headers().route()).isEqualTo("cloud");
        assertThat(fixture.outcomes).extracting(OutcomeEntry::costMicroUsd).containsExactly(0L);
    }

    @Test
    void answer_budgetsCannotBeWritten_nothingLeaves() {
        fixture.budgets.broken = true;

        PipelineReply reply = fixture.ask(OPEN, QUESTION);

        assertThat(reply.headers().route()).isEqualTo("local");
        assertThat(reply.headers().reason()).isEqualTo("audit_unavailable");
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void answer_decisionCannotBeRecorded_whatWasSetAsideComesBack() {
        fixture.logBroken = true;

        fixture.ask(budget("1.00", "block"), QUESTION);

        assertThat(fixture.budgets.open).isEmpty();
        assertThat(fixture.budgets.settled).containsExactly(0L);
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void answer_failureThatMayBeBilled_costsTheMost() {
        fixture.clouds = List.of(fixture.new Cloud("big", "sky").failing(GatewayErrorCode.UPSTREAM_TIMEOUT));

        fixture.ask(budget("1.00", "block"), QUESTION);

        long most = fixture.budgets.settled.getFirst();
        assertThat(most).isGreaterThan(100 * 10);
        assertThat(fixture.outcomes).extracting(OutcomeEntry::costMicroUsd).containsExactly(most);
    }

    @Test
    void answer_nextProvider_reservesForItself() {
        fixture.clouds = List.of(
                fixture.new Cloud("big", "sky").failing(GatewayErrorCode.UPSTREAM_UNAVAILABLE),
                fixture.new Cloud("other", "rock"));

        fixture.ask(budget("1.00", "block"), QUESTION);

        assertThat(fixture.budgets.open).isEmpty();
        assertThat(fixture.budgets.settled).hasSize(2).last().isEqualTo(37L);
    }

    @Test
    void answer_roomForTheFirstProviderAlone_theSecondIsNotTried() {
        fixture.clouds = List.of(
                fixture.new Cloud("big", "sky").failing(GatewayErrorCode.UPSTREAM_TIMEOUT),
                fixture.new Cloud("other", "rock"));

        PipelineReply reply = fixture.ask(budget("0.002000", "local_only"), QUESTION);

        assertThat(reply.headers().reason()).isEqualTo("budget_spent");
        assertThat(fixture.sent).hasSize(1);
    }

    @Test
    void answer_local_savesWhatTheFirstCloudModelWouldHaveCost() {
        fixture.ask("""
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: closed}
                default: local_only
                """, QUESTION);

        OutcomeEntry outcome = fixture.outcomes.getFirst();
        assertThat(outcome.costMicroUsd()).isZero();
        assertThat(outcome.savedMicroUsd()).isEqualTo(37);
    }

    @Test
    void answer_cheaperCloudModel_savesTheDifference() {
        PipelineFixture.Cloud cheap = fixture.new Cloud("cheap", "rock");
        cheap.pricing = TestPrices.of(1, 1);
        fixture.clouds = List.of(fixture.new Cloud("big", "sky").failing(GatewayErrorCode.UPSTREAM_UNAVAILABLE), cheap);

        fixture.ask(OPEN, QUESTION);

        assertThat(fixture.outcomes.getLast().costMicroUsd()).isEqualTo(10);
        assertThat(fixture.outcomes.getLast().savedMicroUsd()).isEqualTo(27);
    }
}
