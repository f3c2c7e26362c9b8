package dev.weir.gateway.cli;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.testing.JUnitReport;
import dev.weir.policy.testing.PolicyTestResult;
import dev.weir.policy.yaml.PolicyProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Works with policy files; needs no running gateway. */
@Command(
        name = "policy",
        description = "Check, test, explain, compare and replay policies.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A policy is named by its file, or by the name of a ready-made one (weir policy list).",
            "Exit codes: 0 sound, 1 not, 2 wrong usage."
        })
final class PolicyCommand implements Runnable {
    private static final String FILES = "Policy files. Default: the policy that a gateway would start with.";

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private PolicyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new PolicyCommand(surroundings))
                .addSubcommand(new PolicyExplainCommand(surroundings))
                .addSubcommand(new PolicyDiffCommand(surroundings))
                .addSubcommand(new PolicyReplayCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(
            name = "lint",
            description = "Report every problem of policy files, each with its place and what to do.",
            mixinStandardHelpOptions = true)
    int lint(
            @Mixin Which which,
            @Option(names = "--strict", description = "Fail on warnings too.") boolean strict,
            @Mixin PolicyFormat format) {
        List<PolicyLintReport> reports =
                which.files(surroundings).stream().map(PolicyLintReport::new).toList();
        List<String> problems = reports.stream()
                .flatMap(report -> report.problems().stream())
                .map(PolicyProblem::toString)
                .toList();
        format.print(problems, PolicyFormat.list(reports.stream().map(PolicyLintReport::json)), surroundings);
        reports.forEach(report -> surroundings.err().println(report.summary()));
        boolean sound =
                reports.stream().allMatch(report -> report.errors() == 0 && (!strict || report.warnings() == 0));
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    @Command(name = "test", description = "Run the cases that policy files carry.", mixinStandardHelpOptions = true)
    int test(
            @Mixin Which which,
            @Option(names = "--coverage", description = "List levels and rules that the cases don't exercise.")
                    boolean coverage,
            @Option(
                            names = "--mutate",
                            description = "Change the policy in many small ways, and list the changes that no case"
                                    + " notices.")
                    boolean mutate,
            @Option(
                            names = "--min-score",
                            paramLabel = "PERCENT",
                            description = "With --mutate: fail below this mutation score.")
                    @Nullable
                    Integer least,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FORMAT",
                            defaultValue = "table",
                            description = "table, json or junit.")
                    TestFormat format) {
        List<PolicyTestReport> reports = which.files(surroundings).stream()
                .map(file -> PolicyTestReport.run(file, coverage, mutate || least != null))
                .toList();
        switch (format) {
            case TABLE ->
                reports.stream().flatMap(report -> report.lines().stream()).forEach(surroundings.out()::println);
            case JSON ->
                surroundings
                        .out()
                        .println(OutputFormat.json(
                                PolicyFormat.list(reports.stream().map(PolicyTestReport::json))));
            case JUNIT -> {
                Map<String, List<PolicyTestResult>> suites = new LinkedHashMap<>();
                reports.forEach(report -> suites.put(report.file(), report.results()));
                surroundings.out().print(JUnitReport.write(suites));
            }
        }
        return reports.stream().allMatch(report -> isGood(report, least)) ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean isGood(PolicyTestReport report, @Nullable Integer least) {
        if (report.results().isEmpty()) {
            surroundings.err().println("error: " + report.file() + " carries no cases");
            surroundings.err().println("  hint: add a section `tests`; weir policy show default has examples");
        }
        boolean scores = report.mutation()
                .map(mutation -> least == null || mutation.score() >= least)
                .orElse(true);
        return report.passed() && scores;
    }

    @Command(name = "show", description = "Print a ready-made policy.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "default", description = "Its name.")
                    String name) {
        byte[] policy = ReadyMadePolicies.find(name)
                .orElseThrow(() -> CommandFailure.failed(
                        "there is no ready-made policy `" + name + "`",
                        "there are: " + String.join(", ", ReadyMadePolicies.names())));
        surroundings.out().print(new String(policy, StandardCharsets.UTF_8));
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            aliases = "ls",
            description = "List the ready-made policies.",
            mixinStandardHelpOptions = true)
    int list(@Mixin PolicyFormat format) {
        List<PolicySet> policies = ReadyMadePolicies.names().stream()
                .map(name -> PolicyFile.named(name, surroundings).require().policy())
                .toList();
        List<List<String>> rows = policies.stream()
                .map(policy -> List.of(policy.name(), policy.description()))
                .toList();
        Stream<ObjectNode> json = policies.stream()
                .map(policy -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", policy.name())
                        .put("description", policy.description()));
        format.print(
                OutputFormat.table(List.of("POLICY", "WHAT IT DOES"), rows), PolicyFormat.list(json), surroundings);
        return ExitCode.OK;
    }

    @Command(
            name = "schema",
            description = "Print the JSON Schema of policy files, for editors.",
            mixinStandardHelpOptions = true)
    int schema() {
        surroundings.out().print(new String(ReadyMadePolicies.schema(), StandardCharsets.UTF_8));
        return ExitCode.OK;
    }

    /** How {@code test} prints. */
    enum TestFormat {
        TABLE,
        JSON,
        JUNIT
    }

    /** The policies that a command is about. */
    static final class Which {
        @Parameters(paramLabel = "FILE", arity = "0..*", description = FILES)
        private List<String> named = List.of();

        @Mixin
        private FolderOptions folders = new FolderOptions();

        @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
        private @Nullable String config;

        private List<PolicyFile> files(Surroundings surroundings) {
            if (!named.isEmpty()) {
                return named.stream()
                        .map(name -> PolicyFile.named(name, surroundings))
                        .toList();
            }
            Folders resolved = folders.resolve(surroundings);
            Optional<ConfigFile> file = ConfigFile.find(config, surroundings, resolved.data());
            return List.of(PolicyFile.inForce(resolved, file, surroundings));
        }
    }
}
