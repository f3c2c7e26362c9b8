package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.StandardEntities;
import dev.weir.policy.replay.FactsJson;
import dev.weir.policy.replay.RecordedDecisionJson;
import dev.weir.policy.rules.PolicySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir policy explain}, with facts from everywhere they can come from. */
class PolicyExplainCommandTest {
    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: small}
            default: {cloud: as_is}
            rules:
            - {id: people, when: "findings.count('personal') >= 2", effect: block}
            - {id: abroad, when: "target.region != 'eu'", effect: local_only}
            - {id: dear, when: "spend.team.day > 10.0", effect: local_only}
            - {id: hard, when: difficulty >= 0.6, effect: prefer_cloud}
            tests:
            - {name: nothing said, facts: {difficulty: 0}, expect: {prefer: none}}
            - name: people in the prompt
              request: {user: "write to anna.schmidt@firma.de and to ben.maier@firma.de"}
              expect: {effect: block}
            """;

    private final Path folder;

    PolicyExplainCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("p.yaml"), POLICY);
    }

    @Test
    void explain_case_verdictReasonsAndWhatWouldChangeIt() {
        CommandRun run = explain("--test", "people in the prompt");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .startsWith("small@1: block; sensitivity public\n")
                .contains("BECAUSE rule people (p.yaml:6) says block\n  when findings.count('personal') >= 2\n")
                .contains("WHAT WOULD CHANGE IT\n")
                .contains("under 2 findings of EMAIL (now 2).")
                .doesNotContain("anna", "firma");
    }

    @Test
    void explain_noFactsAtAll_asTheCaseThatGivesNone() {
        CommandRun run = explain("-o", "json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run).isEqualTo(explain("-o", "json", "--test", "nothing said"));
    }

    @Test
    void explain_factsAsOptions_eachReachesThePolicy() {
        JsonNode json = json(explain(
                "--finding",
                "email:1",
                "--finding",
                "IBAN",
                "--difficulty",
                "0.7",
                "--target",
                "near,acme,eu",
                "--target",
                "far",
                "--spend",
                "team.day=12.50",
                "-o",
                "json"));

        assertThat(json.get("effect").stringValue()).isEqualTo("block");
        assertThat(outcome(json, "people")).isEqualTo("matched");
        assertThat(outcome(json, "dear")).isEqualTo("matched");
        assertThat(outcome(json, "hard")).isEqualTo("matched");
        assertThat(json.get("target_effects").get("far").stringValue()).isEqualTo("block");
        assertThat(json.get("counterfactuals").findValuesAsString("fact")).contains("findings.EMAIL");
    }

    @Test
    void explain_optionsBesideACase_whatIf() {
        JsonNode json =
                json(explain("--test", "nothing said", "--difficulty", "0.9", "--spend", "key.day=1", "-o", "json"));

        assertThat(json.get("preference").stringValue()).isEqualTo("cloud");
        assertThat(outcome(json, "dear")).isEqualTo("not_matched");
    }

    @Test
    void explain_callerRequestAndWish_conditionsSeeThem() throws IOException {
        Files.writeString(folder.resolve("seen.yaml"), """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: seen}
                default: {cloud: as_is}
                rules:
                - id: all-of-it
                  when: >-
                    caller.team == 'hr' && caller.key == 'k7' && labels['env'] == 'prod' && request.model == 'big'
                    && request.endpoint == '/v1/embeddings' && request.stream && request.tools
                    && request.structured_output && request.turns == 3 && tokens == 77 && language == 'vi'
                    && time == timestamp('2026-05-06T07:08:09Z') && detector_degraded
                  effect: block
                """);

        JsonNode json = json(CommandRun.in(
                folder,
                ("policy explain seen.yaml -o json --team hr --key k7 --label env=prod --model big"
                                + " --endpoint /v1/embeddings --stream --tools --structured-output --turns 3 --tokens 77"
                                + " --language vi --time 2026-05-06T07:08:09Z --detector-degraded --local-only"
                                + " --client-sensitivity restricted")
                        .split(" ")));

        assertThat(outcome(json, "all-of-it")).isEqualTo("matched");
        assertThat(json.get("sensitivity").stringValue()).isEqualTo("restricted");
        assertThat(json.get("rules").findValuesAsString("id")).anyMatch(id -> id.contains("client"));
    }

    @Test
    void explain_fileOfFacts_verdict() throws IOException {
        Files.writeString(
                folder.resolve("facts.json"),
                FactsJson.write(RecordedTraffic.facts(0.75, StandardEntities.EMAIL, StandardEntities.IBAN)));

        assertThat(json(explain("facts.json", "-o", "json")).get("effect").stringValue())
                .isEqualTo("block");
    }

    @Test
    void explain_recordedDecisions_theOneAskedFor() throws IOException {
        PolicySet policy = RecordedTraffic.loaded(POLICY);
        String one = RecordedDecisionJson.write(RecordedTraffic.decision(policy, "dec_1", 0.9)) + "\n";
        String two = RecordedDecisionJson.write(
                        RecordedTraffic.decision(policy, "dec_2", 0.1, StandardEntities.EMAIL, StandardEntities.IBAN))
                + "\n";
        Files.writeString(folder.resolve("records.jsonl"), one + two);

        assertThat(explain("records.jsonl", "--decision", "dec_2").out()).startsWith("small@1: block");
        assertThat(CommandRun.reading(two, folder, "policy", "explain", "p.yaml", "-")
                        .out())
                .startsWith("small@1: block");
        CommandRun which = explain("records.jsonl");
        assertThat(which.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(which.err()).contains("records.jsonl holds several decisions", "hint: say which with --decision");
        CommandRun none = explain("records.jsonl", "--decision", "dec_3");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("error: there is no decision dec_3 in records.jsonl", "hint: ");
    }

    @Test
    void explain_noPolicyNamed_theOneInForce() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/policy.yaml"), POLICY);

        assertThat(CommandRun.in(folder, "policy", "explain", "--difficulty", "0.9")
                        .out())
                .startsWith("small@1: ");
    }

    @Test
    void explain_noFacts_fieldNamed() throws IOException {
        Files.writeString(folder.resolve("facts.json"), "{\"v\": 9}");

        CommandRun run = explain("facts.json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("the facts in facts.json can't be read: `v` must be 1");
        assertThat(explain("missing.json").err()).contains("error: cannot read missing.json: no such file");
    }

    @Test
    void explain_unknownCase_knownOnesNamed() {
        CommandRun run = explain("--test", "nothing sad");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains(
                        "no case called `nothing sad`", "did you mean `nothing said`? its cases: nothing said; people");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --finding EMAIL_ADDRESS:2    | did you mean EMAIL?
            --finding emial              | did you mean EMAIL?
            --finding EMAIL:many         | write 0 to 100000
            --difficulty 1.5             | write a number from 0 to 1
            --difficulty NaN             | write a number from 0 to 1
            --turns -1                   | write a number from 0 to 10000
            --target ,acme               | write ID,PROVIDER,REGION
            --spend team.week=1          | key, team or gateway
            --spend team.day=1e3         | write it in USD
            --time noon                  | write it like 2026-01-01T12:00:00Z
            --client-sensitivity high    | --help
            --decision dec_1             | weir policy explain POLICY FACTS --decision ID
            facts.json --test easy       | leave one of them out
            --defficulty 0.5             | --help
            """)
    void explain_wrongUse_usageAndWhatToWrite(String arguments, String hint) {
        CommandRun run = explain(arguments.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("error: ").contains("hint: ", hint);
        assertThat(run.out()).isEmpty();
    }

    private CommandRun explain(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "policy";
        all[1] = "explain";
        all[2] = "p.yaml";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.in(folder, all);
    }

    private static String outcome(JsonNode explanation, String rule) {
        for (JsonNode each : explanation.get("rules")) {
            if (each.get("id").stringValue().equals(rule)) {
                return each.get("outcome").stringValue();
            }
        }
        throw new AssertionError("no rule " + rule);
    }

    private static JsonNode json(CommandRun run) {
        return JsonMapper.shared().readTree(run.out());
    }
}
