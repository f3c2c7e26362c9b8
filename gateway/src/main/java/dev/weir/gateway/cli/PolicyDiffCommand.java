package dev.weir.gateway.cli;

import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.yaml.PolicyLoading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares policies. */
@Command(
        name = "diff",
        description = "Compare two policies by what they mean, and say whether more could get out.",
        mixinStandardHelpOptions = true)
final class PolicyDiffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "OLD", description = "The policy before.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The policy after.")
    private String after = "";

    @Option(names = "--forbid-loosening", description = "Fail unless no verdict can get looser.")
    private boolean forbidLoosening;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    PolicyDiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (before.equals(Input.STANDARD_INPUT) && after.equals(before)) {
            throw CommandFailure.usage("standard input can't be both policies", "keep one in a file");
        }
        PolicyLoading.Loaded old = PolicyFile.named(before, surroundings).require();
        PolicyLoading.Loaded now = PolicyFile.named(after, surroundings).require();
        PolicyDiffReport report =
                new PolicyDiffReport(PolicyDiff.of(old.policy(), old.tests(), now.policy(), now.tests()));
        format.print(report.lines(), report.json(), surroundings);
        return forbidLoosening && report.mayLoosen() ? ExitCode.FAILED : ExitCode.OK;
    }
}
