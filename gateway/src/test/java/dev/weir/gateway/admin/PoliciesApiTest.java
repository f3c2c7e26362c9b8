package dev.weir.gateway.admin;

import static dev.weir.gateway.policy.PolicyTestContext.CLOSED;
import static dev.weir.gateway.policy.PolicyTestContext.OPEN;
import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.WholeGateway.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Changing the policy over HTTP: what is in force is what the next request is decided by. */
class PoliciesApiTest {

    private static final String BAD = policy("bad", "defualt: local_only\nrules: 7\n");

    @TempDir
    Path directory;

    @Test
    void noFile_theApiPutsAndRollsBack_onRecord_overRestarts() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(inForce(gateway)).isEqualTo("default@1 shipped");

            Answer refused = gateway.admin("PUT /policies/active", BAD);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("code").asString()).isEqualTo("policy_invalid");
            assertThat(problems(refused.json()))
                    .contains("WEIR-POL-020 4:1 default", "WEIR-POL-023 5:8 ")
                    .allSatisfy(problem -> assertThat(problem).startsWith("WEIR-POL-"));
            assertThat(inForce(gateway)).isEqualTo("default@1 shipped");

            Answer put = gateway.admin("PUT /policies/active?reason=closed%20for%20audit", CLOSED);
            assertThat(put.status()).as(put.toString()).isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("closed@2 api");
            assertThat(gateway.ask("Compare two proofs.").header("x-weir-policy"))
                    .isEqualTo("closed@2");

            gateway.admin("PUT /policies/active", OPEN);
            assertThat(gateway.admin("POST /policies/versions/2/activate?reason=too%20open")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.admin("POST /policies/versions/9/activate").status())
                    .isEqualTo(404);
        }
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(inForce(gateway)).isEqualTo("closed@2 api");
            assertThat(changes(gateway))
                    .containsExactly(
                            "start 2>2 by  ()",
                            "rollback 3>2 by bootstrap (too open)",
                            "api 2>3 by bootstrap ()",
                            "api 1>2 by bootstrap (closed for audit)",
                            "shipped >1 by  ()");
        }
    }

    @Test
    void read_versionsDiffAndDraft() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            gateway.admin("PUT /policies/active", CLOSED);
            gateway.admin("PUT /policies/active", OPEN);

            JsonNode first = gateway.admin("GET /policies/versions?limit=2").json();
            assertThat(names(first)).containsExactly("open@3", "closed@2");
            assertThat(first.path("inForce").asInt()).isEqualTo(3);
            JsonNode rest = gateway.admin("GET /policies/versions?limit=2&cursor="
                            + first.path("nextCursor").asString())
                    .json();
            assertThat(names(rest)).containsExactly("default@1");
            assertThat(rest.path("nextCursor").isNull()).isTrue();

            JsonNode version = gateway.admin("GET /policies/versions/2").json();
            assertThat(version.path("text").asString()).isEqualTo(CLOSED);
            assertThat(version.path("valid").asBoolean()).isTrue();
            assertThat(version.path("inForce").asBoolean()).isFalse();

            JsonNode diff = gateway.admin("GET /policies/diff?from=2&to=3").json();
            assertThat(diff.path("bearing").asString()).isEqualTo("can_loosen");
            assertThat(diff.path("changes").toString()).contains("\"part\":\"default\"", "local_only", "cloud: as_is");

            JsonNode draft = gateway.admin("POST /policies/validate", CLOSED).json();
            assertThat(draft.path("valid").asBoolean()).isTrue();
            assertThat(draft.at("/changes/bearing").asString()).isEqualTo("tightens_only");
            JsonNode tested =
                    gateway.admin("POST /policies/validate", CLOSED + """
                            tests:
                              - {name: stays, request: {user: "write to jane@example.org"}, expect: {effect: local_only}}
                              - {name: leaves, facts: {difficulty: 0.9}, expect: {effect: {cloud: as_is}}}
                            """).json();
            assertThat(tested.at("/tests/0/passed").asBoolean()).isTrue();
            assertThat(tested.at("/tests/1/failures/0").asString())
                    .isEqualTo("effect: expected cloud: as_is, was local_only");
            JsonNode badDraft = gateway.admin("POST /policies/validate", BAD).json();
            assertThat(badDraft.path("valid").asBoolean()).isFalse();
            assertThat(problems(badDraft)).contains("WEIR-POL-020 4:1 default");
            assertThat(inForce(gateway)).isEqualTo("open@3 api");
        }
    }

    @Test
    void file_decides_unlessAVersionIsPinned_overRestarts() throws Exception {
        WholeGateway.policyFile(directory, CLOSED);
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            assertThat(inForce(gateway)).isEqualTo("closed@1 file in_force");
            Answer owned = gateway.admin("PUT /policies/active", OPEN);
            assertThat(owned.status()).isEqualTo(409);
            assertThat(owned.json().path("code").asString()).isEqualTo("policy_owned_elsewhere");

            assertThat(gateway.admin("PUT /policies/active?pin=true", OPEN).status())
                    .isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("open@2 file pinned held");
            assertThat(gateway.ask("Compare two proofs.").header("x-weir-policy"))
                    .isEqualTo("open@2");
        }
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            gateway.admin("POST /policies/reload");
            assertThat(inForce(gateway)).isEqualTo("open@2 file pinned held");

            WholeGateway.policyFile(directory, BAD);
            Answer reload = gateway.admin("POST /policies/reload");
            assertThat(reload.status()).isEqualTo(422);
            assertThat(gateway.admin("DELETE /policies/pin?reason=file%20decides")
                            .status())
                    .isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("open@2 file rejected");
            assertThat(problems(gateway.admin("GET /policies").json().path("file")))
                    .contains("WEIR-POL-020 4:1 default");

            WholeGateway.policyFile(directory, CLOSED);
            assertThat(gateway.admin("POST /policies/reload").status()).isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("closed@1 file in_force");
            assertThat(gateway.admin("DELETE /policies/pin").status()).isEqualTo(409);
            assertThat(gateway.admin("PUT /policies/pin").status()).isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("closed@1 file pinned in_force");
        }
    }

    @Test
    void setting_namesAShippedPolicy_whichDecidesUntilAnotherIsPinned() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            gateway.admin("PUT /policies/active", OPEN);
        }
        try (WholeGateway gateway = WholeGateway.start(directory, "weir.policy.name=strict-local")) {
            assertThat(inForce(gateway)).isEqualTo("strict-local@3 setting");
            assertThat(gateway.admin("PUT /policies/active", OPEN).status()).isEqualTo(409);
            assertThat(gateway.admin("POST /policies/versions/2/activate").status())
                    .isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("open@2 setting pinned");
            assertThat(gateway.admin("DELETE /policies/pin").status()).isEqualTo(200);
            assertThat(inForce(gateway)).isEqualTo("strict-local@3 setting");
        }
    }

    @Test
    void adminKeyIsNeeded_butForTheSchema_andWhatIsNoPolicyIsRefused() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(directory)) {
            Answer schema = gateway.send("GET /schemas/policy-v1.json", "", "text/plain", "");
            assertThat(schema.status()).isEqualTo(200);
            assertThat(schema.json().path("title").asString()).isEqualTo("Weir policy");
            String put = "PUT /api/admin/v1/policies/active";
            assertThat(gateway.send(put, OPEN, "application/yaml", "").status()).isEqualTo(401);
            assertThat(gateway.send(put, OPEN, "application/yaml", WholeGateway.TEAM_KEY)
                            .status())
                    .isEqualTo(403);
            assertThat(gateway.send(put, OPEN, "application/json", gateway.adminKey())
                            .status())
                    .isEqualTo(415);
            assertThat(gateway.admin("PUT /policies/active", "").status()).isEqualTo(422);
            assertThat(gateway.admin("PUT /policies/active", "# " + "x".repeat(2 << 20))
                            .status())
                    .isEqualTo(422);
            assertThat(gateway.admin("PUT /policies/active?reason=" + "x".repeat(501), OPEN)
                            .status())
                    .isEqualTo(400);
            assertThat(gateway.admin("GET /policies/versions/x").status()).isEqualTo(400);
            assertThat(gateway.admin("PUT /policies/active?pin=maybe", OPEN).status())
                    .isEqualTo(400);
            assertThat(gateway.admin("GET /policies/diff?from=1").status()).isEqualTo(400);
            assertThat(inForce(gateway)).isEqualTo("default@1 shipped");
        }
    }

    private static String inForce(WholeGateway gateway) throws Exception {
        JsonNode standing = gateway.admin("GET /policies").json();
        String file = standing.at("/file/state").asString();
        return standing.at("/inForce/name").asString() + "@"
                + standing.at("/inForce/number").asInt() + " "
                + standing.path("owner").asString()
                + (standing.path("pinned").asBoolean() ? " pinned" : "")
                + (file.equals("none") ? "" : " " + file);
    }

    private static List<String> changes(WholeGateway gateway) throws Exception {
        return stream(gateway.admin("GET /policies/changes").json().path("items"))
                .map(change -> change.path("origin").asString() + " "
                        + number(change.path("from")) + ">" + number(change.path("to")) + " by "
                        + change.path("keyId").asString() + " ("
                        + change.path("reason").asString() + ")")
                .toList();
    }

    private static String number(JsonNode node) {
        return node.isNull() ? "" : node.asString();
    }

    private static List<String> names(JsonNode page) {
        return stream(page.path("items"))
                .map(version -> version.path("name").asString() + "@"
                        + version.path("number").asString())
                .toList();
    }

    private static List<String> problems(JsonNode node) {
        return stream(node.path("problems"))
                .map(problem -> problem.path("code").asString() + " "
                        + problem.path("line").asString() + ":"
                        + problem.path("column").asString() + " " + number(problem.path("nearest")))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
