package dev.weir.gateway.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks policies. */
@Command(
        name = "lint",
        description = "Report every problem of policies, each with its place and what to do.",
        mixinStandardHelpOptions = true)
final class PolicyLintCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PolicyArguments policies = new PolicyArguments();

    @Option(names = "--strict", description = "Fail on warnings too.")
    private boolean strict;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    PolicyLintCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Paint paint = Paint.ofOutput(surroundings);
        List<PolicyLintReport> reports =
                policies.files(surroundings).stream().map(PolicyLintReport::new).toList();
        format.print(
                reports.stream().flatMap(report -> report.lines(paint).stream()).toList(),
                PolicyFormat.list(reports.stream().map(PolicyLintReport::json)),
                surroundings);
        reports.forEach(report -> surroundings.err().println(report.summary()));
        return reports.stream().allMatch(report -> report.isSound(strict)) ? ExitCode.OK : ExitCode.FAILED;
    }
}
