package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Budgets through the whole gateway: what is asked, what it costs, and what the API says is left. */
class BudgetsApiTest {

    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: capped}
            default: {cloud: as_is}
            rules:
              - {id: away, when: "true", effect: prefer_cloud}
            budgets:
              - {scope: team, period: month, limit: 1.50 USD, when_spent: local_only}
              - {scope: key, period: month, limit: 0.005 USD, when_spent: block}
            """;

    @TempDir
    Path directory;

    @Test
    void budgets_afterACall_sayWhatIsSpentAndLeft_andASpentOneRefuses() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(gateway.admin("PUT /policies/active", POLICY).status()).isEqualTo(200);
            assertThat(gateway.admin("GET /budgets").json().path("budgets")).isEmpty();

            assertThat(gateway.ask("Compare two proofs.").header("x-weir-route"))
                    .isEqualTo("cloud");

            JsonNode team = gateway.admin("GET /budgets").json().path("budgets").path(0);
            assertThat(team.path("scope").asString()).isEqualTo("team");
            assertThat(team.path("holder").asString()).isEqualTo("sales");
            assertThat(team.path("limitMicroUsd").asLong()).isEqualTo(1_500_000);
            assertThat(team.path("spentMicroUsd").asLong()).isEqualTo(37);
            assertThat(team.path("reservedMicroUsd").asLong()).isZero();
            assertThat(team.path("leftMicroUsd").asLong()).isEqualTo(1_500_000 - 37);
            assertThat(team.path("whenSpent").asString()).isEqualTo("local_only");

            WholeGateway.Answer refused = gateway.ask("Compare two proofs. ".repeat(400));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().at("/error/code").asString()).isEqualTo("budget_spent");
            assertThat(refused.header("x-weir-reason")).isEqualTo("budget_spent");
            assertThat(refused.header("x-should-retry")).isEqualTo("false");
            assertThat(gateway.models().sent()).hasSize(1);
        }
    }

    @Test
    void budgets_withoutAnAdminKey_refused() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(gateway.send("GET /api/admin/v1/budgets", "", "application/json", WholeGateway.TEAM_KEY)
                            .status())
                    .isEqualTo(403);
        }
    }
}
