package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.node.ObjectNode;

/** Nothing that was planted in requests stands in what the gateway keeps: files, log lines, meters, refusals. */
@ExtendWith(OutputCaptureExtension.class)
class RecordLeakTest {

    private static final String POLICY = """
            default: {cloud: as_is}
            rules:
              - {id: names, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
              - {id: secrets, when: "findings.has('secret')", effect: block}
              - {id: away, when: "true", effect: prefer_cloud}
            """;

    private static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void canaries_inRequests_areNowhereInWhatIsKept(@TempDir Path folder, CapturedOutput output) throws IOException {
        assertNothingKept(folder, output, POLICY);
    }

    @Test
    void canaries_inRequestsCapturedEncrypted_areNowhereInWhatIsKept(@TempDir Path folder, CapturedOutput output)
            throws IOException {
        assertNothingKept(folder, output, POLICY + "capture: encrypted\n", "WEIR_CAPTURE_MASTER_KEY=" + MASTER);
    }

    @Test
    void canaries_inRequestsCapturedMasked_areNowhereInWhatIsKept(@TempDir Path folder, CapturedOutput output)
            throws IOException {
        assertNothingKept(folder, output, POLICY + "capture: masked\n");
    }

    private static void assertNothingKept(Path folder, CapturedOutput output, String policy, String... settings)
            throws IOException {
        Collection<Canary> canaries = Canary.ofEachEntity();
        List<String> refusals = new ArrayList<>();
        List<String> meters;
        try (EchoingUpstream upstream = EchoingUpstream.start();
                RunningGateway gateway = RunningGateway.start(folder, policy, upstream, settings)) {
            Shape userText = Shapes.ofPeers().values().iterator().next();
            for (Canary canary : canaries) {
                ObjectNode body = userText.with(canary.text());
                RunningGateway.Answer answer = gateway.ask(body);
                if (answer.status() != 200) {
                    refusals.add(answer.body());
                }
                refusals.add(gateway.ask(body.deepCopy().put("temperature", canary.text()))
                        .body());
                // the answer names the model that its client named, as OpenAI's does; nothing else may keep it
                gateway.ask(body.deepCopy().put("model", canary.text()));
            }
            meters = gateway.bean(MeterRegistry.class).getMeters().stream()
                    .map(meter -> meter.getId().toString())
                    .toList();
        }
        assertThat(refusals).isNotEmpty();

        List<String> kept = new ArrayList<>(refusals);
        kept.addAll(meters);
        kept.add(output.getAll());
        List<Path> files = filesBelow(folder);
        assertThat(files).anyMatch(file -> file.toString().endsWith(".segment"));
        assertThat(files).anyMatch(file -> file.toString().endsWith(".mv.db"));
        for (Path file : files) {
            kept.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
        for (Canary canary : canaries) {
            assertThat(kept).as(canary.entity()).noneMatch(text -> text.contains(canary.secret()));
        }
        assertThat(kept).as("the scan reads what it should").anyMatch(text -> text.contains("\"kind\":\"decision\""));
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("policy.yaml"))
                    .toList();
        }
    }
}
