package dev.weir.gateway.cli;

import dev.weir.policy.testing.JUnitReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the cases that policies carry. */
@Command(name = "test", description = "Run the cases that policies carry.", mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {
    private static final int MOST = 100;

    private final Surroundings surroundings;

    @Mixin
    private PolicyArguments policies = new PolicyArguments();

    @Option(names = "--coverage", description = "List levels and rules that the cases don't exercise.")
    private boolean coverage;

    @Option(
            names = "--mutate",
            description = "Change the policy in many small ways, and list the changes that no case notices.")
    private boolean mutate;

    @Option(
            names = "--min-score",
            paramLabel = "PERCENT",
            description = "Fail where the cases notice fewer changes than this. Implies --mutate.")
    private @Nullable Integer least;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or junit. Default: table.")
    private Format format = Format.TABLE;

    /** How it prints. */
    enum Format {
        TABLE,
        JSON,
        JUNIT
    }

    PolicyTestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (least != null && !(least >= 0 && least <= MOST)) {
            throw CommandFailure.usage("a score of " + least + " % can't be", "write 0 to 100, 80 for instance");
        }
        List<PolicyTestReport> reports = policies.files(surroundings).stream()
                .map(file -> PolicyTestReport.run(file, coverage, mutate || least != null))
                .toList();
        print(reports);
        reports.forEach(this::tellWhatIsMissing);
        return reports.stream().allMatch(report -> report.passed() && reaches(report)) ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(List<PolicyTestReport> reports) {
        switch (format) {
            case TABLE -> {
                Paint paint = Paint.ofOutput(surroundings);
                reports.stream().flatMap(report -> report.lines(paint).stream()).forEach(surroundings.out()::println);
            }
            case JSON ->
                surroundings
                        .out()
                        .println(OutputFormat.json(
                                PolicyFormat.list(reports.stream().map(PolicyTestReport::json))));
            case JUNIT ->
                surroundings
                        .out()
                        .print(JUnitReport.write(
                                reports.stream().map(PolicyTestReport::suite).toList()));
        }
    }

    private void tellWhatIsMissing(PolicyTestReport report) {
        if (report.isValid() && report.results().isEmpty()) {
            surroundings.err().println("error: " + report.name() + " carries no cases");
            surroundings.err().println("  hint: add a section `tests`; weir policy show default has examples");
        }
        if (!report.isValid()) {
            surroundings.err().println("error: " + report.name() + " is not valid, so its cases were not run");
            surroundings.err().println("  hint: mend it; weir policy lint " + report.name() + " checks it again");
        }
        if (!reaches(report)) {
            report.mutation()
                    .ifPresent(mutation -> surroundings
                            .err()
                            .println("error: the mutation score of " + report.name() + " is " + mutation.score()
                                    + " %, less than " + least + " %"));
            surroundings.err().println("  hint: write cases for the changes that no case notices");
        }
    }

    private boolean reaches(PolicyTestReport report) {
        int wanted = least == null ? 0 : least;
        return report.mutation().map(mutation -> mutation.score() >= wanted).orElse(true);
    }
}
