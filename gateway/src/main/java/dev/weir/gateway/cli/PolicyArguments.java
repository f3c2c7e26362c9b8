package dev.weir.gateway.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The policies that a command is about. */
final class PolicyArguments {
    @Parameters(
            paramLabel = "POLICY",
            arity = "0..*",
            description = "Files, folders, - for standard input, or ready-made policies by name."
                    + " Default: the policy that a gateway would start with.")
    private List<String> named = List.of();

    @Mixin
    private Standing standing = new Standing();

    List<PolicyFile> files(Surroundings surroundings) {
        if (named.stream().filter(Input.STANDARD_INPUT::equals).count() > 1) {
            throw CommandFailure.usage("standard input can be read once only", "name - once");
        }
        return named.isEmpty()
                ? List.of(standing.inForce(surroundings))
                : named.stream()
                        .flatMap(name -> PolicyFile.allNamed(name, surroundings).stream())
                        .toList();
    }

    /** Where the policy stands that a gateway would start with. */
    static final class Standing {
        @Mixin
        private FolderOptions folders = new FolderOptions();

        @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
        private @Nullable String config;

        PolicyFile inForce(Surroundings surroundings) {
            Folders resolved = folders.resolve(surroundings);
            Optional<ConfigFile> file = ConfigFile.find(config, surroundings, resolved.data());
            return PolicyFile.inForce(resolved, file, surroundings);
        }
    }
}
