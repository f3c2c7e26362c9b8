package dev.weir.gateway.cli;

import dev.weir.policy.replay.Replay;
import dev.weir.policy.replay.VerdictCheck;
import dev.weir.policy.rules.PolicySet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tries a policy on past traffic. */
@Command(
        name = "replay",
        description = "Decide recorded requests anew under a draft, and add up what would change.",
        mixinStandardHelpOptions = true)
final class PolicyReplayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "DRAFT", description = "The policy to try.")
    private String draft = "";

    @Parameters(
            index = "1",
            paramLabel = "RECORDS",
            description = "Recorded decisions, one a line; - for standard input.")
    private String records = "";

    @Option(
            names = "--against",
            paramLabel = "POLICY",
            description = "Compare with this policy instead of what was recorded.")
    private @Nullable String against;

    @Option(
            names = "--price",
            paramLabel = "USD",
            description = "Price of a million tokens of new cloud calls. Default: the recorded mean.")
    private @Nullable Double price;

    @Option(
            names = "--forbid-leaving",
            description = "Fail if personal data would leave that didn't, or leave in the clear.")
    private boolean forbidLeaving;

    @Option(
            names = "--check",
            description = "Only check that the policy says again what was recorded of it; fail if it doesn't.")
    private boolean check;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    PolicyReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (price != null && !(price >= 0 && Double.isFinite(price))) {
            throw CommandFailure.usage("a price can't be " + price, "write USD per million tokens, 3.00 for instance");
        }
        PolicySet policy = PolicyFile.named(draft, surroundings).require().policy();
        Optional<PolicySet> other = Optional.ofNullable(against)
                .map(name -> PolicyFile.named(name, surroundings).require().policy());
        PolicyReplay reading = new PolicyReplay(surroundings, records);
        return check ? check(other.orElse(policy), reading) : replay(policy, other, reading);
    }

    private int replay(PolicySet policy, Optional<PolicySet> other, PolicyReplay reading) {
        Replay replay = new Replay(policy, other, price == null ? OptionalDouble.empty() : OptionalDouble.of(price));
        reading.run(replay::accept);
        BlastRadiusReport report = new BlastRadiusReport(replay.result());
        if (report.radius().decisions() == 0) {
            throw CommandFailure.failed("there is no decision in " + records, FactsFile.HINT);
        }
        format.print(report.lines(), report.json(), surroundings);
        return forbidLeaving && report.isLeaky() ? ExitCode.FAILED : ExitCode.OK;
    }

    private int check(PolicySet policy, PolicyReplay reading) {
        VerdictCheck checking = new VerdictCheck(policy);
        reading.run(checking::accept);
        VerdictCheck.Result result = checking.result();
        String samples = result.samples().isEmpty() ? "" : ": " + String.join(", ", result.samples());
        String line = (result.isSound() ? "sound: " : "NOT SOUND: ") + result.same() + " decided the same again, "
                + result.different() + " differ" + samples + "; " + result.byOthers() + " of other policies, "
                + result.unreadable() + " not readable";
        format.print(List.of(line), json(result), surroundings);
        return result.isSound() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static ObjectNode json(VerdictCheck.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sound", result.isSound())
                .put("same", result.same())
                .put("different", result.different())
                .put("by_other_policies", result.byOthers())
                .put("unreadable", result.unreadable());
        result.samples().forEach(json.putArray("samples")::add);
        return json;
    }
}
