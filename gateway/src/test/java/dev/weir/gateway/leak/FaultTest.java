package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.detection.DetectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What detection and pseudonyms need is missing, damaged or dies: nothing arrives at a provider that keeps every byte. */
class FaultTest {

    private static final String POLICY = """
            default: {cloud: as_is}
            rules:
              - {id: names, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    private static final String CLOUD_ONLY = POLICY + "  - {id: no-degraded, when: detector_degraded, effect: block}\n";

    private final EchoingUpstream upstream = EchoingUpstream.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        upstream.close();
    }

    private static RunningGateway.Answer ask(RunningGateway gateway, String question) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", "auto");
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return gateway.ask(body);
    }

    @Test
    void ask_detectorIsKilledBetweenTwoRequests_secondOneStaysHere() throws IOException {
        try (RunningGateway gateway = RunningGateway.start(folder, POLICY, upstream)) {
            assertThat(ask(gateway, "Compare two proofs for me.").route()).isEqualTo("cloud");
            assertThat(upstream.takeReceived()).hasSize(1);

            gateway.bean(DetectionModel.class).close();
            RunningGateway.Answer answer = ask(gateway, "Compare two other proofs for me.");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.route()).isEqualTo("local");
            assertThat(answer.text()).isEqualTo("answered here");
            assertThat(upstream.takeReceived()).isEmpty();
        }
    }

    @Test
    void ask_modelIsMissingAndPolicyBlocksThen_clearErrorAndNothingArrives() throws IOException {
        try (RunningGateway gateway = RunningGateway.start(folder, CLOUD_ONLY, upstream, "weir.detection.model=none")) {
            RunningGateway.Answer answer = ask(gateway, "Compare two proofs for me.");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("\"code\":\"policy_blocked\"", "no-degraded");
            assertThat(upstream.takeReceived()).isEmpty();
        }
    }

    @Test
    void start_keyOfPseudonymsIsDamaged_refused() throws IOException {
        Path key = Files.write(folder.resolve("pseudonym.key"), new byte[] {1, 2, 3});
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> RunningGateway.start(folder, POLICY, upstream).close())
                .hasStackTraceContaining("The key of pseudonyms can't be had");
        assertThat(upstream.takeReceived()).isEmpty();
    }
}
