package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                .contains("""
                        p.yaml:6:36: error WEIR-POL-043: unknown entity or category `emial`
                          6 | - {id: people, when: "findings.has('emial')", effect: block}
                            |                                    ^
                          help: did you mean `email`? known here: personal, secret,""")
                .contains(" more (-o json lists all)\n")
                .contains("p.yaml:7:47: error WEIR-POL-041: unknown effect `prefer_clod`");
        assertThat(run.err()).isEqualTo("p.yaml: 2 errors, 0 warnings; it would not be loaded\n");
    }

    @Test
    void lint_longLineAndControlCharacters_excerptAroundThePlace() throws IOException {
        write(
                "p.yaml",
                POLICY.replace(
                        "when: difficulty >= 0.6,",
                        "when: \"language == '" + "x".repeat(400) + "' && difficlty > 1\","));

        String out = CommandRun.in(folder, "policy", "lint", "p.yaml").out();

        List<String> lines = out.lines().toList();
        int at = lines.indexOf(lines.stream()
                .filter(line -> line.contains("unknown fact `difficlty`"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.get(at + 1)).startsWith("  7 | ...xxx").hasSizeLessThan(140);
        int mark = lines.get(at + 2).indexOf('^');
        assertThat(lines.get(at + 1).substring(mark)).startsWith("difficlty");
    }

    @Test
    void lint_terminal_colouredUnlessNoColor() throws IOException {
        write("p.yaml", POLICY.replace("'email'", "'emial'"));
        Map<String, String> terminal = Map.of("WEIR_STDOUT_IS_TERMINAL", "1");
        Map<String, String> unwanted = Map.of("WEIR_STDOUT_IS_TERMINAL", "1", "NO_COLOR", "1");

        assertThat(CommandRun.with(terminal, folder, "policy", "lint", "p.yaml").out())
                .contains("\u001b[31merror\u001b[0m WEIR-POL-043");
        assertThat(CommandRun.with(unwanted, folder, "policy", "lint", "p.yaml").out())
                .contains("error WEIR-POL-043")
                .doesNotContain("\u001b");
        assertThat(CommandRun.with(terminal, folder, "policy", "lint", "-o", "json", "p.yaml")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void lint_folder_everyPolicyInIt() throws IOException {
        write("all/b.yaml", POLICY);
        write("all/more/a.yml", POLICY.replace("'email'", "'emial'"));
        write("all/.hidden/c.yaml", "no policy");
        write("all/readme.txt", "no policy");

        CommandRun run = CommandRun.in(folder, "policy", "lint", "all");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("""
                        all/b.yaml: no problem found
                        all/more/a.yml: 1 error, 0 warnings; it would not be loaded
                        """);
    }

    @Test
    void lint_folderWithoutPolicies_failed() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        CommandRun run = CommandRun.in(folder, "policy", "lint", "empty");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("error: the folder empty holds no .yaml or .yml file", "hint: ");
    }

    @Test
    void lint_standardInput_readOnce() throws IOException {
        CommandRun run = CommandRun.reading(POLICY.replace("'email'", "'emial'"), folder, "policy", "lint", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).startsWith("stdin:6:36: error WEIR-POL-043");
        assertThat(CommandRun.reading(POLICY, folder, "policy", "lint", "-", "-")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
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
        write("weir.yaml", "weir: {policy: {file: other.yaml, name: strict-local}}");
        assertThat(CommandRun.in(folder, "policy", "lint").err()).isEqualTo("other.yaml: no problem found\n");

        Files.delete(folder.resolve("data/policy.yaml"));
        write("weir.yaml", "weir: {policy: {name: strict-local}}");
        assertThat(CommandRun.in(folder, "policy", "lint").err()).startsWith("strict-local: ");
    }

    @Test
    void lint_noSuchFile_whatThereIs() {
        CommandRun run = CommandRun.in(folder, "policy", "lint", "defualt");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("error: cannot read the policy defualt: no such file or folder")
                .contains("hint: name a file, or one of the ready-made policies: ")
                .contains("(did you mean `default`?)");
    }

    @Test
    void test_casesPass_eachListed() throws IOException {
        write("p.yaml", POLICY);

        assertThat(CommandRun.in(folder, "policy", "test", "p.yaml"))
                .isEqualTo(new CommandRun(
                        ExitCode.OK,
                        "ok    p.yaml:9  easy\nok    p.yaml:10  a person in the prompt\np.yaml: 2 passed, 0 failed\n",
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
        CommandRun tooLow = CommandRun.in(folder, "policy", "test", "--min-score", "100", "p.yaml");
        assertThat(tooLow.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(tooLow.err())
                .containsPattern("error: the mutation score of p.yaml is \\d+ %, less than 100 %\\R  hint: ");
        assertThat(CommandRun.in(folder, "policy", "test", "--min-score", "101", "p.yaml")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
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
                <testsuites tests="2" failures="1" errors="0">
                  <testsuite name="p.yaml" tests="2" failures="1" errors="0">
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
        assertThat(CommandRun.in(folder, "policy", "test", "-o", "junit", "p.yaml")
                        .out())
                .contains("errors=\"1\"", "the policy carries no cases");
    }

    @Test
    void test_oneInvalidAmongSeveral_othersRunAndItsProblemsTold() throws IOException {
        write("p.yaml", POLICY);
        write("q.yaml", POLICY.replace("'email'", "'emial'"));

        CommandRun run = CommandRun.in(folder, "policy", "test", "q.yaml", "p.yaml");
        CommandRun junit = CommandRun.in(folder, "policy", "test", "-o", "junit", "q.yaml", "p.yaml");
        JsonNode json = json(CommandRun.in(folder, "policy", "test", "-o", "json", "q.yaml", "p.yaml"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).startsWith("q.yaml:6:36: error WEIR-POL-043").endsWith("p.yaml: 2 passed, 0 failed\n");
        assertThat(run.err()).contains("error: q.yaml is not valid, so its cases were not run", "policy lint q.yaml");
        assertThat(junit.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(junit.out())
                .contains("<testsuites tests=\"3\" failures=\"0\" errors=\"1\">", "q.yaml:6:36: error WEIR-POL-043");
        assertThat(json.get(0).get("valid").booleanValue()).isFalse();
        assertThat(json.get(0).get("problems").get(0).get("code").stringValue()).isEqualTo("WEIR-POL-043");
        assertThat(json.get(1).get("passed").intValue()).isEqualTo(2);
    }

    @Test
    void test_unknownFormat_usage() {
        CommandRun run = CommandRun.in(folder, "policy", "test", "-o", "xml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("xml");
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
        assertThat(CommandRun.in(folder, "policy", "diff", "--forbid-loosening", "old.yaml", "new.yaml")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(CommandRun.in(folder, "policy", "diff", "--forbid-loosening", "new.yaml", "old.yaml")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void diff_standardInput_oneOfTheTwo() throws IOException {
        write("old.yaml", POLICY);

        assertThat(CommandRun.reading(POLICY, folder, "policy", "diff", "old.yaml", "-")
                        .out())
                .isEqualTo("no semantic change\n");
        assertThat(CommandRun.reading(POLICY, folder, "policy", "diff", "-", "-")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
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
        CommandRun shown = CommandRun.in(folder, "policy", "show", "default");
        write("copy.yaml", shown.out());
        JsonNode json = json(CommandRun.in(folder, "policy", "show", "-o", "json"));

        assertThat(json.get("text").stringValue()).isEqualTo(shown.out());
        assertThat(json.get("sha256").stringValue()).hasSize(64);

        assertThat(CommandRun.in(folder, "policy", "diff", "default", "copy.yaml")
                        .out())
                .isEqualTo("no semantic change\n");
        CommandRun unknown = CommandRun.in(folder, "policy", "show", "../default");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("hint: name one of the ready-made policies: ", "default");
    }

    @Test
    void schema_printed_isTheSchema() {
        JsonNode schema = json(CommandRun.in(folder, "policy", "schema"));

        assertThat(schema.get("$schema").stringValue()).contains("2020-12");
        assertThat(json(CommandRun.in(folder, "policy", "schema", "-o", "json")))
                .isEqualTo(schema);
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
