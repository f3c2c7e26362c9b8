package dev.weir.gateway.cli;

import static dev.weir.gateway.policy.PolicyTestContext.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir audit} against a running gateway that has decided some requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCommandTest {

    private static final String POLICY = policy("rules", """
            default: {cloud: as_is}
            rules:
              - {id: others, when: "!findings.has('EMAIL')", effect: local_only}
              - {id: people, when: "findings.has('EMAIL')", effect: {cloud: pseudonymised}}
              - {id: ask-the-cloud, when: "findings.has('EMAIL')", effect: prefer_cloud}
              - {id: cards, when: "findings.has('CREDIT_CARD')", effect: block}
            """);

    private Path folder = Path.of("unset");
    private WholeGateway gateway;
    private RunFile.Hold hold;
    private String key;
    private Path kept;

    @BeforeAll
    void start(@TempDir Path own) throws Exception {
        folder = own;
        Path data = Files.createDirectories(folder.resolve("data"));
        WholeGateway.policyFile(data, POLICY);
        gateway = WholeGateway.start(data);
        hold = new RunFile(data).tryHold().orElseThrow();
        hold.tell(gateway.address());
        gateway.ask("What is the capital of France?");
        gateway.ask("Write to jane.doe@example.org, please.");
        key = weir("audit", "key").out().strip();
        kept = Files.writeString(
                folder.resolve("kept"), weir("audit", "checkpoint").out());
        gateway.ask("Charge 4111 1111 1111 1111 today.");
        gateway.admin("PUT /policies/pin?reason=because+of+jane.doe@example.org");
    }

    @AfterAll
    void stop() throws IOException {
        hold.release();
        gateway.close();
    }

    private CommandRun weir(String... arguments) {
        return CommandRun.in(folder, arguments);
    }

    private List<JsonNode> listed(String... filter) {
        String[] arguments = new String[filter.length + 4];
        System.arraycopy(new String[] {"audit", "list", "-o", "json"}, 0, arguments, 0, 4);
        System.arraycopy(filter, 0, arguments, 4, filter.length);
        CommandRun run = weir(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out()).valueStream().toList();
    }

    @Test
    void list_hasWhatHappened_newestFirst() {
        List<JsonNode> entries = listed();

        assertThat(entries)
                .extracting(entry -> entry.path("kind").asString())
                .contains("start", "policy", "decision", "outcome", "admin");
        assertThat(entries)
                .extracting(entry -> entry.path("seq").asLong())
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(entries).hasSize((int) entries.getFirst().path("seq").asLong());
        assertThat(entries.toString()).doesNotContain("jane", "4111", "France", "because");
    }

    @Test
    void list_byEachFilter_onlyWhatMatches() {
        assertThat(listed("--route", "cloud"))
                .hasSize(1)
                .allSatisfy(
                        entry -> assertThat(entry.at("/body/model").asString()).isEqualTo("big"));
        String decision =
                listed("--route", "cloud").getFirst().at("/body/decision").asString();
        assertThat(listed("--decision", decision))
                .extracting(entry -> entry.path("kind").asString())
                .containsExactlyInAnyOrder("decision", "outcome");
        assertThat(listed("--rule", "people")).hasSize(1);
        assertThat(listed("--entity", "CREDIT_CARD"))
                .hasSize(1)
                .allSatisfy(
                        entry -> assertThat(entry.at("/body/route").asString()).isEqualTo("blocked"));
        assertThat(listed("--rule", "people", "--entity", "EMAIL")).hasSize(1);
        assertThat(listed("--rule", "people", "--entity", "CREDIT_CARD")).isEmpty();
        assertThat(listed("--team", "sales")).hasSize(3);
        assertThat(listed("--key", "app", "--kind", "decision")).hasSize(3);
        assertThat(listed("--key", "bootstrap")).isNotEmpty();
        assertThat(listed("--model", "big")).hasSize(2);
        assertThat(listed("--since", "1h")).hasSameSizeAs(listed());
        assertThat(listed("--until", "1h")).isEmpty();
        assertThat(listed("--limit", "3")).hasSize(3);
        assertThat(listed("--team", "' or 1=1")).isEmpty();
    }

    @Test
    void list_asTable_hasOneLineAnEntry() {
        CommandRun run = weir("audit", "list", "--route", "cloud");

        assertThat(run.out()).startsWith("SEQ").hasLineCount(2).contains("cloud", "big", "sales");
    }

    @Test
    void verify_online_sound_alsoAgainstACheckpointKeptElsewhere() {
        assertThat(weir("audit", "verify").out()).startsWith("sound: ");
        assertThat(weir("audit", "verify", "--checkpoint", kept.toString()).out())
                .startsWith("sound: ");
    }

    @Test
    void export_bundle_verifiesWithThePublicKeyAlone_andNotOnceItIsChanged() throws IOException {
        CommandRun export = weir("audit", "export", "--out", "all.zip");
        assertThat(export.exitCode()).as(export.err()).isZero();

        CommandRun sound = weir("audit", "verify", "all.zip", "--key", key, "--checkpoint", kept.toString());
        assertThat(sound.out()).startsWith("sound: ");

        String decision = listed("--route", "cloud").getFirst().path("seq").asString();
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("all.zip"))) {
            Path entries = zip.getPath("entries.jsonl");
            Files.writeString(entries, Files.readString(entries).replace("\"route\":\"cloud\"", "\"route\":\"local\""));
        }
        CommandRun broken = weir("audit", "verify", "all.zip", "--key", key);
        assertThat(broken.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(broken.out()).contains("CHANGED entry " + decision + " ").contains("NOT SOUND");
    }

    @Test
    void export_filtered_isSoundAndHoldsWhatMatches() throws IOException {
        weir("audit", "export", "--route", "cloud", "--out", "cloud.zip");

        assertThat(weir("audit", "verify", "cloud.zip", "--key", key).out())
                .startsWith("sound: ")
                .contains(" 1 of them here and checked");
        assertThat(weir("audit", "export", "--form", "jsonl", "--route", "cloud")
                        .out())
                .hasLineCount(1)
                .contains("\"route\":\"cloud\"");
        assertThat(weir("audit", "export", "--form", "csv", "--route", "cloud").out())
                .hasLineCount(2)
                .startsWith("seq,at,kind,");
    }

    @Test
    void export_isItselfOnRecord() {
        weir("audit", "export", "--form", "csv", "--team", "sales");

        assertThat(listed("--kind", "export"))
                .anySatisfy(entry ->
                        assertThat(entry.at("/body/filter/team").asString()).isEqualTo("sales"));
    }

    @Test
    void prove_decisionAndGrowth_theStandAloneVerifierAgrees() throws Exception {
        JsonNode entry = listed("--route", "cloud").getFirst();
        String decision = entry.at("/body/decision").asString();
        weir("audit", "prove", "--decision", decision, "--out", "proof");
        weir("audit", "export", "--form", "jsonl", "--decision", decision, "--kind", "decision", "--out", "entry");
        String size = Files.readAllLines(kept).get(1);
        weir("audit", "prove", "--since", size, "--out", "growth");

        assertThat(verifier("proof", "entry", "--key", key)).startsWith("PROVEN");
        assertThat(verifier("growth", "--key", key)).startsWith("PROVEN");
    }

    private String verifier(String... arguments) throws Exception {
        return StandAloneVerifier.in(folder, arguments);
    }

    @Test
    void arguments_thatMakeNoSense_areRefused() {
        assertThat(weir("audit", "export", "--form", "pdf").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(weir("audit", "prove").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(weir("audit", "verify", "all.zip").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(weir("audit", "list", "--since", "yesterday").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(weir("audit", "prove", "--entry", "999999").exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
