package dev.weir.gateway.cli;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.explain.Explanation;
import dev.weir.policy.explain.ExplanationJson;
import dev.weir.policy.explain.ExplanationRenderer;
import dev.weir.policy.explain.PolicyExplainer;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.testing.PolicyTestCase;
import dev.weir.policy.testing.PolicyTestRunner;
import dev.weir.policy.yaml.NameSuggester;
import dev.weir.policy.yaml.PolicyLoading;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a policy decides as it does. */
@Command(
        name = "explain",
        description = "Say what a policy decides on some facts, why, and what would have changed it.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        footer = {
            "",
            "What is not given is as in a case that leaves it out: team default,",
            "no finding, difficulty 0, no cloud model."
        })
final class PolicyExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "POLICY",
            arity = "0..1",
            description = "The policy. Default: the one that a gateway would start with.")
    private @Nullable String policy;

    @Parameters(
            index = "1",
            paramLabel = "FACTS",
            arity = "0..1",
            description = "A file with facts or recorded decisions as JSON; - for standard input.")
    private @Nullable String factsFile;

    @Option(
            names = "--decision",
            paramLabel = "ID",
            description = "Take the facts of this decision among those recorded in FACTS.")
    private @Nullable String decision;

    @Option(names = "--test", paramLabel = "NAME", description = "Take the facts of this case of the policy.")
    private @Nullable String test;

    @ArgGroup(validate = false, heading = "%nFacts, in place of or beside those that are there:%n")
    private FactsOptions facts = new FactsOptions();

    @Mixin
    private PolicyArguments.Standing standing = new PolicyArguments.Standing();

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    PolicyExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requireOneSource();
        PolicyFile file = policy == null ? standing.inForce(surroundings) : PolicyFile.named(policy, surroundings);
        PolicyLoading.Loaded loaded = file.require();
        PolicySet set = loaded.policy();
        CompiledPolicy compiled = new CompiledPolicy(set, new PolicyVersion(set.name(), 1, set.sha256()));
        Explanation explanation = PolicyExplainer.explain(compiled, facts.changed(given(file, loaded)));
        format.print(
                ExplanationRenderer.render(explanation, file.name()).lines().toList(),
                ExplanationJson.of(explanation),
                surroundings);
        return ExitCode.OK;
    }

    private void requireOneSource() {
        if (factsFile != null && test != null) {
            throw CommandFailure.usage("facts come from a file or from a case, not both", "leave one of them out");
        }
        if (decision != null && factsFile == null) {
            throw CommandFailure.usage(
                    "--decision needs the file with the recorded decisions",
                    "weir policy explain POLICY FACTS --decision ID");
        }
        if (Input.STANDARD_INPUT.equals(policy) && Input.STANDARD_INPUT.equals(factsFile)) {
            throw CommandFailure.usage("standard input can't be the policy and the facts", "keep one in a file");
        }
    }

    private Facts given(PolicyFile of, PolicyLoading.Loaded loaded) {
        if (test != null) {
            return factsOf(of, loaded, test);
        }
        if (factsFile == null) {
            return FactsOptions.HARMLESS;
        }
        FactsFile file = new FactsFile(factsFile, surroundings);
        return decision == null ? file.only() : file.of(decision);
    }

    private static Facts factsOf(PolicyFile of, PolicyLoading.Loaded loaded, String name) {
        List<String> names = loaded.tests().stream().map(PolicyTestCase::name).toList();
        PolicyTestCase found = loaded.tests().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.failed(
                        "the policy has no case called `" + name + "`",
                        NameSuggester.nearest(name, names)
                                        .map(meant -> "did you mean `" + meant + "`? ")
                                        .orElse("")
                                + "its cases: " + String.join("; ", names)));
        return new PolicyTestRunner(of.detector(loaded.policy().detection())).facts(found);
    }
}
