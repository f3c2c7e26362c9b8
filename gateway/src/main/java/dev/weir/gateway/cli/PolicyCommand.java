package dev.weir.gateway.cli;

import dev.weir.policy.yaml.ReadyMadePolicies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Works with policy files. Only {@code facts} needs a running gateway. */
@Command(
        name = "policy",
        description = "Check, test, explain, compare and replay policies.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A policy is named by its file, by - for standard input, or by the name of a ready-made one.",
            "Exit codes: 0 sound, 1 not, 2 wrong usage, 3 no gateway runs."
        })
final class PolicyCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private PolicyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new PolicyCommand(surroundings))
                .addSubcommand(new PolicyLintCommand(surroundings))
                .addSubcommand(new PolicyTestCommand(surroundings))
                .addSubcommand(new PolicyExplainCommand(surroundings))
                .addSubcommand(new PolicyDiffCommand(surroundings))
                .addSubcommand(new PolicyReplayCommand(surroundings))
                .addSubcommand(new PolicyFactsCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(name = "show", description = "Print a ready-made policy.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(
                            paramLabel = "NAME",
                            arity = "0..1",
                            defaultValue = "default",
                            description = "Its name. Default: default.")
                    String name,
            @Mixin PolicyFormat format) {
        String text = ReadyMadePolicies.find(name)
                .map(policy -> new String(policy, StandardCharsets.UTF_8))
                .orElseThrow(() -> CommandFailure.failed(
                        "there is no ready-made policy `" + name + "`", "name " + PolicyFile.choice(name)));
        JsonNode json = new ReadyMade(PolicyFile.readyMade(name).orElseThrow().require())
                .json()
                .put("text", text);
        format.print(text.lines().toList(), json, surroundings);
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            aliases = "ls",
            description = "List the ready-made policies.",
            mixinStandardHelpOptions = true)
    int list(@Mixin PolicyFormat format) {
        List<ReadyMade> policies = ReadyMadePolicies.names().stream()
                .map(name ->
                        new ReadyMade(PolicyFile.readyMade(name).orElseThrow().require()))
                .toList();
        format.print(
                OutputFormat.table(
                        ReadyMade.HEADER, policies.stream().map(ReadyMade::row).toList()),
                PolicyFormat.list(policies.stream().map(ReadyMade::json)),
                surroundings);
        return ExitCode.OK;
    }

    @Command(
            name = "schema",
            description = "Print the JSON Schema of policy files, for editors.",
            mixinStandardHelpOptions = true)
    int schema(@Mixin PolicyFormat format) {
        String schema = new String(ReadyMadePolicies.schema(), StandardCharsets.UTF_8);
        format.print(schema.lines().toList(), JsonMapper.shared().readTree(schema), surroundings);
        return ExitCode.OK;
    }
}
