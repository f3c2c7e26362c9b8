package dev.weir.gateway.admin;

import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.WholeGateway.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Captured content over HTTP: one gateway, from the first request to the erasure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContentApiTest {

    private static final String DPO_KEY = "weir-test-key-of-the-privacy-officer";
    // printf %s weir-test-key-of-the-privacy-officer | sha256sum
    private static final String DPO_KEY_HASH = "ba5c68d7c78de66761deb6ea36ed661ab556e413f9b5b3574e6f700fd8471aa5";
    private static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String QUESTION = "Where does the heron sleep, anna.schmidt@acme.test?";
    private static final String CAPTURING = policy("capturing", "capture: encrypted\ndefault: local_only\n");
    private static final String REASON = "{\"reason\":\"incident 221\"}";

    private Path data = Path.of("unset");
    private WholeGateway gateway;
    private String decision = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        WholeGateway.policyFile(data, CAPTURING);
        gateway = WholeGateway.start(
                data,
                "WEIR_CAPTURE_MASTER_KEY=" + MASTER,
                "weir.keys[1].id=dpo",
                "weir.keys[1].sha256=" + DPO_KEY_HASH,
                "weir.keys[1].may=reveal");
        decision = gateway.ask(QUESTION).header("x-weir-decision");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private JsonNode capturedOnceStored() throws Exception {
        JsonNode detail = gateway.admin("GET /decisions/" + decision).json();
        while (detail.path("captured").size() < 2) {
            Thread.sleep(20);
            detail = gateway.admin("GET /decisions/" + decision).json();
        }
        return detail;
    }

    private Answer reveal(String body, String key) throws Exception {
        return gateway.send("POST /api/admin/v1/decisions/" + decision + "/reveal", body, "application/json", key);
    }

    @Test
    @Order(1)
    void detail_saysWhatWasCaptured_neverTheContent() throws Exception {
        JsonNode detail = capturedOnceStored();

        assertThat(detail.path("capture").asString()).isEqualTo("encrypted");
        assertThat(detail.path("captured").path(0).path("part").asString()).isEqualTo("request");
        assertThat(detail.path("captured").path(0).path("state").asString()).isEqualTo("kept");
        assertThat(detail.toString()).doesNotContain("heron");
    }

    @Test
    @Order(2)
    void reveal_adminKeyWithoutThePermission_refused() throws Exception {
        Answer refused = reveal(REASON, gateway.adminKey());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").asString()).isEqualTo("reveal_not_allowed");
        assertThat(refused.toString()).doesNotContain("heron");
        assertThat(reveal(REASON, WholeGateway.TEAM_KEY).status()).isEqualTo(403);
        assertThat(reveal(REASON, "").status()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void reveal_keyThatMay_opensNothingElse() throws Exception {
        assertThat(gateway.send("GET /api/admin/v1/decisions", "", "application/json", DPO_KEY)
                        .status())
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void reveal_withoutAReason_refused() throws Exception {
        assertThat(reveal("{}", DPO_KEY).status()).isEqualTo(400);
        assertThat(reveal("{\"reason\":\"  \"}", DPO_KEY).status()).isEqualTo(400);
    }

    @Test
    @Order(3)
    void reveal_keyThatMay_contentAndNotToBeCached() throws Exception {
        capturedOnceStored();
        Answer shown = reveal(REASON, DPO_KEY);

        assertThat(shown.status()).isEqualTo(200);
        JsonNode request = shown.json().path("parts").path(0);
        assertThat(request.path("standing").asString()).isEqualTo("shown");
        assertThat(request.path("content")
                        .path("messages")
                        .path(0)
                        .path("content")
                        .asString())
                .isEqualTo(QUESTION);
        assertThat(shown.header("cache-control")).contains("no-store");
        JsonNode entry = gateway.admin("GET /audit/entries?kind=reveal")
                .json()
                .path("items")
                .path(0);
        assertThat(entry.path("body").path("key").asString()).isEqualTo("dpo");
        assertThat(entry.toString()).doesNotContain("incident", "heron");
    }

    @Test
    @Order(3)
    void reveal_decisionWithoutContent_notFound() throws Exception {
        assertThat(gateway.send("POST /api/admin/v1/decisions/dec_none/reveal", REASON, "application/json", DPO_KEY)
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(3)
    void replay_decidesTheSameAgain() throws Exception {
        JsonNode explanation =
                gateway.admin("GET /decisions/" + decision + "/explanation").json();

        assertThat(explanation.path("differences").size()).isZero();
        assertThat(explanation.toString()).contains("\"capture\":\"encrypted\"");
    }

    @Test
    @Order(4)
    void erase_subject_contentGoneAndLogGreen() throws Exception {
        Answer erased = gateway.send(
                "POST /api/admin/v1/audit/erasures",
                "{\"subject\":\"app\",\"reason\":\"asked by letter\"}",
                "application/json",
                gateway.adminKey());

        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.json().path("contents").asInt()).isEqualTo(2);
        assertThat(reveal(REASON, DPO_KEY)
                        .json()
                        .path("parts")
                        .path(0)
                        .path("standing")
                        .asString())
                .isEqualTo("erased");
        assertThat(capturedOnceStored().path("captured").path(0).path("state").asString())
                .isEqualTo("erased");
        assertThat(gateway.admin("GET /audit/verify").json().path("sound").asBoolean())
                .isTrue();
    }

    @Test
    @Order(5)
    void files_holdNothingInPlainForm() throws Exception {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("heron");
            }
        }
    }

    @Test
    void start_policyAsksForEncryption_noMasterKey_refusedWithPlace(@TempDir Path other) {
        WholeGateway.policyFile(other, CAPTURING);

        assertThatThrownBy(() -> WholeGateway.start(other).close())
                .hasStackTraceContaining("WEIR-POL-053")
                .hasStackTraceContaining("`capture: encrypted` needs a master key");
    }
}
