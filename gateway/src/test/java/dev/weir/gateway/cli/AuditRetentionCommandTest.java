package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.json.Json;
import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.audit.AuditTestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir audit prune} and {@code weir audit hold} against a running gateway whose log has old entries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRetentionCommandTest {

    private static final int OLD = 60;

    private Path folder = Path.of("unset");
    private WholeGateway gateway;
    private RunFile.Hold hold;

    @BeforeAll
    void start(@TempDir Path own) throws IOException {
        folder = own;
        Path data = Files.createDirectories(folder.resolve("data"));
        // makes the log's keys, which a log with entries must have
        AuditTestContext.open(data).close();
        addOldEntries(data.resolve("journal"));
        gateway = WholeGateway.start(data, "weir.audit.retention.login=30d", "weir.audit.segment-size=4KB");
        hold = new RunFile(data).tryHold().orElseThrow();
        hold.tell(gateway.address());
    }

    /** Sign-ins of two keys, a year ago. */
    private static void addOldEntries(Path folder) throws IOException {
        Instant then = Instant.now().minus(Duration.ofDays(365));
        try (Journal journal = Journal.open(JournalSettings.in(folder).withSegmentBytes(4_096))) {
            for (int entry = 0; entry < OLD; entry++) {
                String key = entry % 2 == 0 ? "one" : "other";
                journal.append("login", then, new Json.ObjectValue(Map.of("v", Json.of(1), "key", Json.of(key))))
                        .join();
            }
        }
    }

    @AfterAll
    void stop() throws IOException {
        hold.release();
        gateway.close();
    }

    private CommandRun weir(String... arguments) {
        return CommandRun.in(folder, arguments);
    }

    private String done(String... arguments) {
        CommandRun run = weir(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private long left() {
        return done("audit", "list", "--kind", "login", "--limit", "1000")
                        .lines()
                        .count()
                - 1;
    }

    @Test
    void prune_removesWhatIsDueAndNotHeld_andTheStandAloneVerifierFindsTheExportSound() throws Exception {
        String placed = done("audit", "hold", "add", "--key", "one", "--reason", "Case 17 of jane.doe@example.org");
        String id = placed.replaceAll("\\D", "");
        assertThat(done("audit", "hold", "list")).contains(id, "key=one", "Case 17", "bootstrap");
        assertThat(done("audit", "list", "-o", "json")).doesNotContain("Case 17", "jane");

        assertThat(done("audit", "prune", "--dry-run")).contains("login", "would be removed");
        assertThat(left()).isEqualTo(OLD);
        assertThat(done("audit", "prune")).contains("login", " entries removed", "hold " + id + " keeps ");
        long held = left();
        assertThat(held).isBetween(OLD / 2L, OLD - 1L);
        assertThat(done("audit", "verify")).startsWith("sound: ");

        done("audit", "hold", "release", id);
        assertThat(done("audit", "hold", "list")).contains("no hold is in force");
        done("audit", "prune");
        assertThat(left()).isLessThan(held);
        // what was in the newest file has its turn once that is closed
        done("audit", "prune");
        assertThat(left()).isZero();
        assertThat(done("audit", "list", "--kind", "hold")).hasLineCount(3);
        assertThat(done("audit", "list", "--kind", "retention")).contains("retention");
        assertThat(gateway.admin("GET /audit/retention")
                        .json()
                        .at("/keptDays/login")
                        .asInt())
                .isEqualTo(30);
        assertThat(gateway.admin("GET /audit/retention")
                        .json()
                        .at("/lastRun/at")
                        .asString())
                .isNotEmpty();

        assertThat(done("audit", "verify")).startsWith("sound: ");
        done("audit", "export", "--out", "all.zip");
        done("audit", "export", "--kind", "start", "--out", "part.zip");
        for (String bundle : List.of("all.zip", "part.zip")) {
            assertThat(verifier(bundle, "--key", done("audit", "key").strip()))
                    .startsWith("SOUND: ")
                    .contains(OLD + " pruned");
        }
    }

    @Test
    void rotateKey_exportsVerifyWithTheFirstKeyAndTheNewOne() throws Exception {
        String first = done("audit", "key").strip();
        String second = done("audit", "rotate-key", "--reason", "jane.doe left").strip();

        assertThat(done("audit", "key").strip()).isEqualTo(second).isNotEqualTo(first);
        assertThat(done("audit", "verify")).startsWith("sound: ").doesNotContain("is the log's since");
        assertThat(done("audit", "list", "--kind", "rotation", "-o", "json"))
                .contains(second)
                .doesNotContain("jane");
        done("audit", "export", "--kind", "start", "--out", "rotated.zip");
        assertThat(verifier("rotated.zip", "--key", first))
                .startsWith("SOUND: ")
                .doesNotContain("since entry");
        assertThat(verifier("rotated.zip", "--key", second))
                .startsWith("SOUND: ")
                .contains("since entry");
        assertThat(done("audit", "verify", "rotated.zip", "--key", second)).contains("is the log's since entry");
        assertThat(weir("audit", "rotate-key").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void holds_thatMakeNoSense_areRefused() throws Exception {
        assertThat(weir("audit", "hold", "add").exitCode()).isEqualTo(ExitCode.USAGE);
        CommandRun backwards = weir("audit", "hold", "add", "--reason", "x", "--since", "1d", "--until", "2d");
        assertThat(backwards.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(backwards.err()).contains("is later than");
        assertThat(weir("audit", "hold", "add", "--reason", " ").exitCode()).isEqualTo(ExitCode.FAILED);
        CommandRun unknown = weir("audit", "hold", "release", "3");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("no such hold");
    }

    private String verifier(String... arguments) throws Exception {
        return StandAloneVerifier.in(folder, arguments);
    }
}
