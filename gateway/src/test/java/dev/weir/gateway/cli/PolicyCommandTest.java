package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on policy files alone, on real files. */
class PolicyCommandTest {
    private static final String POLICY = """
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: small}
            default: {cloud: as_is}
            rules:
            - {id: people, when: "findings.has('email')", effect: block}
            - {id: hard, when: difficulty >= 0.6, effect: prefer_cloud}
            tests:
            - {name: easy, facts: {difficulty: 0.1}, expect: {effect: {cloud: as_is}, prefer: none}}
            - name: a person in the prompt
              request: {user: "write to anna.schmidt@firma.de"}
              expect: {effect: block, rules: [people]}
            """;

    private final Path folder;

    PolicyCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void policy_nothingAsked_helpWithEveryCommand() {
        CommandRun run = CommandRun.in(folder, "policy");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("lint", "test", "explain", "diff", "replay", "show", "list", "schema", "Exit codes");
    }

    @Test
    void lint_soundFile_okAndTalkOnStderr() throws IOException {
        write("p.yaml", POLICY);

        assertThat(CommandRun.in(folder, "policy", "lint", "p.yaml"))
                .isEqualTo(new CommandRun(ExitCode.OK, "", "p.yaml: no problem found\n"));
    }

    @Test
    void lint_badFile_everyProblemWithItsPlace() throws IOException {
        write("p.yaml", POLICY.replace("'email'", "'emial'").replace("prefer_cloud", "prefer_clod"));

        CommandRun run = CommandRun.in(folder, "policy", "lint", "p.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("p.yaml:6:36: error WEIR-POL-043: unknown entity or category `emial`")
                .contains("help: did you mean `email`?")
                .contains("p.yaml:7:47: error WEIR-POL-041: unknown effect `prefer_clod`");
        assertThat(run.err()).isEqualTo("p.yaml: 2 errors, 0 warnings; it would not be loaded\n");
    }

    @Test
    void lint_warning_okUnlessStrict() throws IOException {
        write("p.yaml", POLICY.replace("findings.has('email')", "false"));

        assertThat(CommandRun.in(folder, "policy", "lint", "p.yaml").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(CommandRun.in(folder, "policy", "lint", "--strict", "p.yaml").exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void lint_json_problemsAsData() throws IOException {
        write("p.yaml", POLICY.replace("'email'", "'emial'"));

        JsonNode file = json(CommandRun.in(folder, "policy", "lint", "-o", "json", "p.yaml"))
                .get(0);

        assertThat(file.get("valid").booleanValue()).isFalse();
        JsonNode problem = file.get("problems").get(0);
        assertThat(problem.get("code").stringValue()).isEqualTo("WEIR-POL-043");
        assertThat(problem.get("line").intValue()).isEqualTo(6);
        assertThat(problem.get("nearest").stringValue()).isEqualTo("email");
    }

    @Test
    void lint_noFileNamed_thePolicyInForce() throws IOException {
        assertThat(CommandRun.in(folder, "policy", "lint").err()).startsWith("default: ");

        write("data/policy.yaml", POLICY);
        assertThat(CommandRun.in(folder, "policy", "lint").err()).contains("data/policy.yaml: no problem");

        write("other.yaml", POLICY);
        write("weir.yaml", "weir: {policy: {file: other.yaml}}");
        assertThat(CommandRun.in(folder, "policy", "lint").err()).isEqualTo("other.yaml: no problem found\n");
    }

    @Test
    void lint_noSuchFile_whatThereIs() {
        CommandRun run = CommandRun.in(folder, "policy", "lint", "nothing.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("error: cannot read the policy nothing.yaml", "ready-made policies: ", "default");
    }

    @Test
    void test_casesPass_eachListed() throws IOException {
        write("p.yaml", POLICY);

        assertThat(CommandRun.in(folder, "policy", "test", "p.yaml"))
                .isEqualTo(new CommandRun(
                        ExitCode.OK,
                        "ok    p.yaml:9  easy\nok    p.yaml:10  a person in the prompt\n2 passed, 0 failed\n",
                        ""));
    }

    @Test
    void test_caseFails_expectedAndActual() throws IOException {
        write("p.yaml", POLICY.replace("prefer: none", "prefer: cloud"));

        CommandRun run = CommandRun.in(folder, "policy", "test", "p.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("FAIL  p.yaml:9  easy\n        prefer: expected cloud, was none\n", "1 passed, 1 failed");
    }

    @Test
    void test_coverageAndMutants_whatCasesLeaveOpen() throws IOException {
        write("p.yaml", POLICY);

        CommandRun run = CommandRun.in(folder, "policy", "test", "--coverage", "--mutate", "p.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("coverage: 1 of 2 levels and rules")
                .contains("p.yaml:7  hard: no case makes it match")
                .contains("mutation score: ")
                .contains("p.yaml:7:20  hard: dropped rule\n      difficulty >= 0.6  ->  false\n");
        assertThat(CommandRun.in(folder, "policy", "test", "--min-score", "100", "p.yaml")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(CommandRun.in(folder, "policy", "test", "--min-score", "10", "p.yaml")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void test_junitAndJson_asBuildServersReadThem() throws IOException {
        write("p.yaml", POLICY.replace("prefer: none", "prefer: cloud"));

        CommandRun junit = CommandRun.in(folder, "policy", "test", "-o", "junit", "p.yaml");
        JsonNode json = json(CommandRun.in(folder, "policy", "test", "--coverage", "-o", "json", "p.yaml"));

        assertThat(junit.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(junit.out()).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites tests="2" failures="1">
                  <testsuite name="p.yaml" tests="2" failures="1">
                    <testcase classname="p.yaml" name="easy" file="p.yaml" line="9">
                      <failure message="prefer: expected cloud, was none">prefer: expected cloud, was none</failure>
                    </testcase>
                    <testcase classname="p.yaml" name="a person in the prompt" file="p.yaml" line="10"/>
                  </testsuite>
                </testsuites>
                """);
        assertThat(json.get(0).get("failed").intValue()).isEqualTo(1);
        assertThat(json.get(0).get("coverage").get("of").intValue()).isEqualTo(2);
    }

    @Test
    void test_noCases_failed() throws IOException {
        write("p.yaml", POLICY.substring(0, POLICY.indexOf("tests:")));

        CommandRun run = CommandRun.in(folder, "policy", "test", "p.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: p.yaml carries no cases", "hint: ");
    }

    @Test
    void test_unknownFormat_usage() {
        CommandRun run = CommandRun.in(folder, "policy", "test", "-o", "xml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("xml");
    }

    @Test
    void explain_case_verdictAndEachRule() throws IOException {
        write("p.yaml", POLICY);

        CommandRun run = CommandRun.in(folder, "policy", "explain", "p.yaml", "--test", "a person in the prompt");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .startsWith("effect       block\n")
                .contains("decided by   people\n")
                .contains("match   p.yaml:6  people  (block)\n        findings.has('email')\n")
                .contains("no      p.yaml:7  hard  (prefer_cloud)\n")
                .doesNotContain("anna");
    }

    @Test
    void explain_neitherFactsNorCase_usage() throws IOException {
        write("p.yaml", POLICY);

        CommandRun run = CommandRun.in(folder, "policy", "explain", "p.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("error: name a file of facts or a case");
    }

    @Test
    void explain_unknownCase_knownOnesNamed() throws IOException {
        write("p.yaml", POLICY);

        CommandRun run = CommandRun.in(folder, "policy", "explain", "p.yaml", "--test", "no");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no case called `no`", "its cases: easy; a person in the prompt");
    }

    @Test
    void diff_ruleRemoved_canLoosen() throws IOException {
        write("old.yaml", POLICY);
        write("new.yaml", POLICY.replace("effect: block}\n-", "effect: local_only}\n-"));

        CommandRun run = CommandRun.in(folder, "policy", "diff", "old.yaml", "new.yaml");

        assertThat(run).isEqualTo(new CommandRun(ExitCode.OK, """
                        1 change, which can loosen
                        ~ rule people, effect  (can loosen)
                            - block
                            + local_only
                        """, ""));
        JsonNode json = json(CommandRun.in(folder, "policy", "diff", "-o", "json", "old.yaml", "new.yaml"));
        assertThat(json.get("bearing").stringValue()).isEqualTo("can_loosen");
    }

    @Test
    void diff_invalidPolicy_itsProblems() throws IOException {
        write("bad.yaml", "apiVersion: weir/v1\n");

        CommandRun run = CommandRun.in(folder, "policy", "diff", "default", "bad.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("the policy bad.yaml is not valid:", "WEIR-POL-021", "weir policy lint bad.yaml");
    }

    @Test
    void diff_onePolicyOnly_usage() {
        assertThat(CommandRun.in(folder, "policy", "diff", "default").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void list_readyMade_eachLoadsAndPassesItsOwnCases() {
        JsonNode policies = json(CommandRun.in(folder, "policy", "list", "-o", "json"));

        assertThat(policies).isNotEmpty();
        for (JsonNode policy : policies) {
            String name = policy.get("name").stringValue();
            assertThat(CommandRun.in(folder, "policy", "test", name).exitCode())
                    .as(name)
                    .isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void show_readyMade_theFileItself() throws IOException {
        write("copy.yaml", CommandRun.in(folder, "policy", "show", "default").out());

        assertThat(CommandRun.in(folder, "policy", "diff", "default", "copy.yaml")
                        .out())
                .isEqualTo("no semantic change\n");
        CommandRun unknown = CommandRun.in(folder, "policy", "show", "../default");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("there are: ", "default");
    }

    @Test
    void schema_printed_isTheSchema() {
        JsonNode schema = json(CommandRun.in(folder, "policy", "schema"));

        assertThat(schema.get("$schema").stringValue()).contains("2020-12");
    }

    private static JsonNode json(CommandRun run) {
        return JsonMapper.builder().build().readTree(run.out());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
