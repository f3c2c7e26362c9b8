package dev.weir.gateway.admin;

import static dev.weir.gateway.policy.PolicyTestContext.CLOSED;
import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.WholeGateway.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A second policy tried on live traffic, seen through the admin API. */
class ShadowApiTest {

    private static final String AWAY = policy("away", """
            default: {cloud: as_is}
            rules:
              - {id: no-cards, when: "findings.has('CREDIT_CARD')", effect: block}
              - {id: away, when: "true", effect: prefer_cloud}
            """);

    @TempDir
    Path directory;

    @Test
    void put_isTriedWithoutEffect_summarised_andStaysOverRestarts() throws Exception {
        String decision;
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            gateway.admin("PUT /policies/active", CLOSED);
            assertThat(gateway.admin("PUT /policies/shadow", "rules: 7").status())
                    .isEqualTo(422);
            assertThat(gateway.admin("PUT /policies/shadow?reason=tryout", AWAY).status())
                    .isEqualTo(200);

            Answer mail = gateway.ask("Write to jane.doe@example.org.");
            assertThat(mail.header("x-weir-route")).isEqualTo("local");
            assertThat(mail.header("x-weir-policy")).isEqualTo("closed@2");
            decision = mail.header("x-weir-decision");
            gateway.ask("Charge 4111 1111 1111 1111.");
            gateway.ask("Hello.");
            JsonNode shadow = afterTrials(gateway, 3);

            assertThat(gateway.models().sent()).isEmpty();
            assertThat(shadow.at("/policy/name").asString()).isEqualTo("away");
            assertThat(shadow.at("/tried/different").asInt()).isEqualTo(3);
            assertThat(shadow.at("/summary/localToCloud").asInt()).isEqualTo(2);
            assertThat(shadow.at("/summary/newlyBlocked").asInt()).isEqualTo(1);
            assertThat(shadow.at("/summary/cloudToLocal").asInt()).isZero();
            assertThat(shadow.at("/summary/newlyLeaving").toString())
                    .isEqualTo("[{\"entity\":\"EMAIL\",\"requests\":1,\"leaving\":1,\"inTheClear\":1}]");
        }
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            JsonNode shadow = gateway.admin("GET /policies/shadow").json();
            assertThat(shadow.at("/policy/number").asInt()).isEqualTo(3);
            assertThat(shadow.at("/summary/localToCloud").asInt()).isEqualTo(2);
            JsonNode difference =
                    gateway.admin("GET /decisions/" + decision).json().path("shadow");
            assertThat(difference.path("from").asString()).isEqualTo("local");
            assertThat(difference.path("to").asString()).isEqualTo("cloud_as_is");

            assertThat(gateway.admin("DELETE /policies/shadow").status()).isEqualTo(200);
            assertThat(gateway.admin("GET /policies/shadow")
                            .json()
                            .path("policy")
                            .isNull())
                    .isTrue();
            assertThat(gateway.admin("GET /policies/changes").response().body()).contains("\"reason\":\"tryout\"");
        }
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(gateway.admin("GET /policies/shadow")
                            .json()
                            .path("policy")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void setting_namesIt_andTheApiMayNot() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory, "weir.policy.shadow-name=strict-local")) {
            JsonNode shadow = gateway.admin("GET /policies/shadow").json();
            assertThat(shadow.at("/policy/name").asString()).isEqualTo("strict-local");
            assertThat(shadow.path("owner").asString()).isEqualTo("setting");
            assertThat(gateway.admin("PUT /policies/shadow", AWAY).status()).isEqualTo(409);
            assertThat(gateway.admin("DELETE /policies/shadow").status()).isEqualTo(409);
        }
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(gateway.admin("GET /policies/shadow")
                            .json()
                            .path("policy")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void file_thatIsBad_isReported_andTheGatewayRuns() throws Exception {
        Path file = Files.writeString(directory.resolve("shadow.yaml"), "rules: 7");
        try (WholeGateway gateway = WholeGateway.start(directory, "weir.policy.shadow-file=" + file)) {
            JsonNode shadow = gateway.admin("GET /policies/shadow").json();
            assertThat(shadow.path("policy").isNull()).isTrue();
            assertThat(shadow.at("/file/state").asString()).isEqualTo("rejected");
            assertThat(shadow.at("/file/problems").size()).isPositive();
            assertThat(gateway.ask("Hello.").status()).isEqualTo(200);
        }
    }

    /** Waits until this many decisions were compared, however long that takes. */
    private static JsonNode afterTrials(WholeGateway gateway, long decisions) throws Exception {
        while (true) {
            JsonNode shadow = gateway.admin("GET /policies/shadow").json();
            JsonNode tried = shadow.path("tried");
            if (tried.path("same").asLong() + tried.path("different").asLong() == decisions) {
                return shadow;
            }
            Thread.sleep(10);
        }
    }
}
