package dev.weir.gateway.cli;

import dev.weir.policy.Facts;
import dev.weir.policy.replay.FactsJson;
import dev.weir.policy.replay.MalformedRecordException;
import dev.weir.policy.testing.PolicyTestCase;
import dev.weir.policy.testing.PolicyTestRunner;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a policy decides as it does. */
@Command(
        name = "explain",
        description = "Say what a policy decides on some facts, and why.",
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {
    static final String FACTS_HINT = "decisions are recorded with their facts; docs/policies.md shows their form";

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "POLICY", description = "The policy.")
    private String policy = "";

    @Parameters(
            index = "1",
            paramLabel = "FACTS",
            arity = "0..1",
            description = "A file with the facts of one decision as JSON; - for standard input.")
    private @Nullable String factsFile;

    @Option(names = "--test", paramLabel = "NAME", description = "Take the facts of this case instead.")
    private @Nullable String test;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    PolicyExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if ((factsFile == null) == (test == null)) {
            throw CommandFailure.usage(
                    "name a file of facts or a case, one of the two",
                    "weir policy explain POLICY FACTS, or weir policy explain POLICY --test NAME");
        }
        PolicyFile file = PolicyFile.named(policy, surroundings);
        PolicyLoading.Loaded loaded = file.require();
        Facts facts = test != null ? factsOf(loaded, test) : readFacts(String.valueOf(factsFile));
        PolicyExplanation explanation = PolicyExplanation.of(file.name(), loaded.policy(), facts);
        format.print(explanation.lines(), explanation.json(), surroundings);
        return ExitCode.OK;
    }

    private static Facts factsOf(PolicyLoading.Loaded loaded, String name) {
        List<String> names = loaded.tests().stream().map(PolicyTestCase::name).toList();
        PolicyTestCase found = loaded.tests().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.failed(
                        "the policy has no case called `" + name + "`", "its cases: " + String.join("; ", names)));
        return new PolicyTestRunner(PolicyFile.detector(loaded.policy().detection())).facts(found);
    }

    private Facts readFacts(String name) {
        try (InputStream stream = PolicyReplay.open(surroundings, name)) {
            return FactsJson.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (MalformedRecordException e) {
            throw CommandFailure.failed("the facts in " + name + " can't be read: " + e.getMessage(), FACTS_HINT, e);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + name + ": " + Failures.reason(e), FACTS_HINT, e);
        }
    }
}
