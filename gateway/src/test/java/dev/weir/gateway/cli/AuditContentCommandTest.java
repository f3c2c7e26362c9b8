package dev.weir.gateway.cli;

import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir audit reveal} and {@code erase} against a running gateway that has captured a question. */
class AuditContentCommandTest {

    private static final String DPO_KEY = "weir-test-key-of-the-privacy-officer";
    // printf %s weir-test-key-of-the-privacy-officer | sha256sum
    private static final String DPO_KEY_HASH = "ba5c68d7c78de66761deb6ea36ed661ab556e413f9b5b3574e6f700fd8471aa5";

    @Test
    void revealThenErase_contentShownToWhoMayAndThenGone(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        WholeGateway.policyFile(data, policy("capturing", "capture: masked\ndefault: local_only\n"));
        try (WholeGateway gateway = WholeGateway.start(
                data, "weir.keys[1].id=dpo", "weir.keys[1].sha256=" + DPO_KEY_HASH, "weir.keys[1].may=reveal")) {
            RunFile.Hold hold = new RunFile(data).tryHold().orElseThrow();
            hold.tell(gateway.address());
            String decision = gateway.ask("Write to jane.doe@example.org").header("x-weir-decision");
            while (gateway.admin("GET /decisions/" + decision)
                            .json()
                            .path("captured")
                            .size()
                    < 2) {
                Thread.sleep(20);
            }
            String[] reveal = {"audit", "reveal", "--decision", decision, "--reason", "incident 221"};

            CommandRun withoutKey = CommandRun.in(folder, reveal);
            assertThat(withoutKey.exitCode()).isEqualTo(ExitCode.USAGE);
            CommandRun asAdmin = CommandRun.with(Map.of("WEIR_API_KEY", gateway.adminKey()), folder, reveal);
            assertThat(asAdmin.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(asAdmin.err()).contains("the key may not do this", "may: [reveal]");

            CommandRun shown = CommandRun.with(Map.of("WEIR_API_KEY", DPO_KEY), folder, reveal);
            assertThat(shown.err()).isEmpty();
            assertThat(shown.out())
                    .contains("request, captured masked", "Write to [EMAIL]")
                    .doesNotContain("jane");

            CommandRun erased =
                    CommandRun.in(folder, "audit", "erase", "--subject", "app", "--reason", "asked by letter");
            assertThat(erased.out()).contains("erased: 2 contents");
            assertThat(CommandRun.with(Map.of("WEIR_API_KEY", DPO_KEY), folder, reveal)
                            .out())
                    .contains(": erased")
                    .doesNotContain("Write");
            assertThat(CommandRun.in(folder, "audit", "verify").out()).contains("sound:");
            hold.release();
        }
    }
}
