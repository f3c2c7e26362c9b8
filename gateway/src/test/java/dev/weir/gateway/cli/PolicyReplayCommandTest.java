package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.StandardEntities;
import dev.weir.policy.replay.RecordedDecisionWriter;
import dev.weir.policy.rules.PolicySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on recorded decisions: real verdicts of a real policy, written as the gateway writes them. */
class PolicyReplayCommandTest {
    private static final String IN_FORCE = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: in-force}
            default: {cloud: as_is}
            rules:
            - {id: people, when: "findings.has('personal')", effect: local_only}
            - {id: hard, when: difficulty >= 0.6, effect: prefer_cloud}
            """;

    private final Path folder;

    PolicyReplayCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void record() throws IOException {
        Files.writeString(folder.resolve("in-force.yaml"), IN_FORCE);
        Files.writeString(folder.resolve("draft.yaml"), IN_FORCE.replace("local_only", "{cloud: pseudonymised}"));
        PolicySet policy = RecordedTraffic.loaded(IN_FORCE);
        try (RecordedDecisionWriter writer =
                new RecordedDecisionWriter(Files.newOutputStream(folder.resolve("records.jsonl")))) {
            writer.write(RecordedTraffic.decision(policy, "d-1", 0.9));
            writer.write(RecordedTraffic.decision(policy, "d-2", 0.9, StandardEntities.EMAIL, StandardEntities.EMAIL));
            writer.write(RecordedTraffic.decision(policy, "d-3", 0.1, StandardEntities.IBAN));
        }
    }

    @Test
    void replay_draftLoosens_blastRadius() {
        CommandRun run = CommandRun.in(folder, "policy", "replay", "draft.yaml", "records.jsonl");

        assertThat(run).isEqualTo(new CommandRun(ExitCode.OK, """
                        decisions replayed  3
                        lines not readable  0
                        local to cloud      1
                        cloud to local      0
                        to blocked          0
                        from blocked        0
                        newly leaving       1 request: EMAIL 2
                        newly in the clear  nothing
                        change of cost      +0.001000 USD, with 200 tokens of new calls at 5.00 USD per million

                        FROM   TO                    REQUESTS  RULES            FOR INSTANCE
                        local  cloud, pseudonymised  1         looser people 1  d-2
                        """, ""));
    }

    @Test
    void replay_forbidLeaving_failsOnlyWhereMoreWouldLeave() throws IOException {
        assertThat(CommandRun.in(folder, "policy", "replay", "draft.yaml", "records.jsonl", "--forbid-leaving")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(CommandRun.in(folder, "policy", "replay", "in-force.yaml", "records.jsonl", "--forbid-leaving")
                        .exitCode())
                .isEqualTo(ExitCode.OK);

        Files.writeString(folder.resolve("records.jsonl"), "{\"half\": \n", StandardOpenOption.APPEND);
        assertThat(CommandRun.in(folder, "policy", "replay", "in-force.yaml", "records.jsonl", "--forbid-leaving")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void replay_standardInput_read() throws IOException {
        String records = Files.readString(folder.resolve("records.jsonl"));

        assertThat(CommandRun.reading(records, folder, "policy", "replay", "draft.yaml", "-")
                        .out())
                .startsWith("decisions replayed  3\n");
    }

    @Test
    void replay_json_sameFiguresAsData() {
        JsonNode json = json(CommandRun.in(
                folder, "policy", "replay", "draft.yaml", "records.jsonl", "--price", "10", "-o", "json"));

        assertThat(json.get("local_to_cloud").intValue()).isEqualTo(1);
        assertThat(json.get("newly_leaving").get("findings").get("EMAIL").intValue())
                .isEqualTo(2);
        assertThat(json.get("cost").get("change_micro_usd").intValue()).isEqualTo(2000);
    }

    @Test
    void replay_badLine_toldAndCounted() throws IOException {
        Files.writeString(folder.resolve("records.jsonl"), "{\"half\": \n", StandardOpenOption.APPEND);

        CommandRun run = CommandRun.in(folder, "policy", "replay", "in-force.yaml", "records.jsonl");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("lines not readable  1");
        assertThat(run.err()).startsWith("records.jsonl:4: the text is not JSON");
    }

    @Test
    void replay_againstTheDraft_nothingMoves() {
        CommandRun run =
                CommandRun.in(folder, "policy", "replay", "draft.yaml", "records.jsonl", "--against", "draft.yaml");

        assertThat(run.out())
                .contains("local to cloud      0", "change of cost      none")
                .doesNotContain("FROM");
    }

    @Test
    void check_policyThatDecided_sound() {
        CommandRun run = CommandRun.in(folder, "policy", "replay", "in-force.yaml", "records.jsonl", "--check");

        assertThat(run)
                .isEqualTo(new CommandRun(
                        ExitCode.OK,
                        "sound: 3 decided the same again, 0 differ; 0 of other policies, 0 not readable\n",
                        ""));
    }

    @Test
    void check_recordAltered_failedWithItsId() throws IOException {
        Path records = folder.resolve("records.jsonl");
        Files.writeString(
                records, Files.readString(records).replaceFirst("\"effect\":\"local_only\"", "\"effect\":\"block\""));

        CommandRun run = CommandRun.in(folder, "policy", "replay", "in-force.yaml", "records.jsonl", "--check");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).startsWith("NOT SOUND: 2 decided the same again, 1 differ: d-2;");
    }

    @Test
    void check_otherPolicy_nothingToCheckIsFailed() {
        CommandRun run = CommandRun.in(folder, "policy", "replay", "draft.yaml", "records.jsonl", "--check");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).startsWith("NOT SOUND: 0 decided").contains("3 of other policies");
    }

    @Test
    void replay_noDecision_failed() throws IOException {
        Files.writeString(folder.resolve("empty.jsonl"), "\n");

        CommandRun run = CommandRun.in(folder, "policy", "replay", "draft.yaml", "empty.jsonl");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: there is no decision in empty.jsonl", "hint: ");
    }

    @Test
    void replay_wrongUse_usage() {
        assertThat(CommandRun.in(folder, "policy", "replay", "draft.yaml").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.in(folder, "policy", "replay", "draft.yaml", "records.jsonl", "--price", "-1")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void replay_noSuchFile_failed() {
        CommandRun run = CommandRun.in(folder, "policy", "replay", "draft.yaml", "none.jsonl");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: cannot read none.jsonl");
    }

    private static JsonNode json(CommandRun run) {
        return JsonMapper.builder().build().readTree(run.out());
    }
}
