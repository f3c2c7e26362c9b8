package dev.weir.gateway.cli;

import dev.weir.localmodels.catalog.ModelManifest;
import dev.weir.localmodels.catalog.ModelSource;
import dev.weir.localmodels.catalog.ModelState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the model store; needs no running gateway. */
@Command(name = "models", description = "Look after the local models.", mixinStandardHelpOptions = true)
final class ModelsCommand implements Runnable {

    private static final double MEGABYTE = 1e6;
    private static final String MODEL = "Default: the default model.";

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new ModelsCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(
            name = "list",
            aliases = "ls",
            description = "List the models that Weir knows.",
            mixinStandardHelpOptions = true)
    int list(@Mixin FolderOptions folders, @Mixin Format format) {
        ModelPulls pulls = pulls(folders);
        List<ModelRow> rows = pulls.catalog().models().stream()
                .map(model -> ModelRow.of(model, pulls.store().state(model), pulls.store()))
                .toList();
        if (format.value == OutputFormat.JSON) {
            surroundings.out().println(OutputFormat.json(rows));
            return ExitCode.OK;
        }
        List<List<String>> cells = rows.stream()
                .map(row -> List.of(row.id(), row.state(), megabytes(row.sizeBytes()), row.licence()))
                .toList();
        OutputFormat.table(List.of("MODEL", "STATE", "SIZE", "LICENCE"), cells).forEach(surroundings.out()::println);
        return ExitCode.OK;
    }

    @Command(
            name = "pull",
            description = "Pull a model, check its SHA-256, and print where it is.",
            mixinStandardHelpOptions = true)
    int pull(
            @Mixin FolderOptions folders,
            @Parameters(paramLabel = "MODEL", arity = "0..1", description = MODEL) @Nullable String model,
            @Option(
                            names = "--from",
                            paramLabel = "FILE-OR-ADDRESS",
                            description = "Try this file or https address first; may be repeated.")
                    @Nullable
                    List<String> from,
            @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.") @Nullable
                    String config) {
        ModelPulls pulls = pulls(folders);
        ModelManifest manifest = pulls.manifest(Optional.ofNullable(model));
        List<String> sources = from != null
                ? from
                : ConfigFile.find(
                                config,
                                surroundings,
                                folders.resolve(surroundings).data())
                        .map(file -> file.texts("weir.model-store.sources"))
                        .orElse(List.of());
        surroundings.out().println(pulls.pull(manifest, sources).file());
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show one model.", mixinStandardHelpOptions = true)
    int show(
            @Mixin FolderOptions folders,
            @Mixin Format format,
            @Parameters(paramLabel = "MODEL", arity = "0..1", description = MODEL) @Nullable String model) {
        ModelPulls pulls = pulls(folders);
        ModelManifest manifest = pulls.manifest(Optional.ofNullable(model));
        ModelRow row = ModelRow.of(manifest, pulls.store().state(manifest), pulls.store());
        if (format.value == OutputFormat.JSON) {
            surroundings.out().println(OutputFormat.json(row));
            return ExitCode.OK;
        }
        fact("model", row.id());
        fact("state", row.state());
        fact("path", row.path());
        fact("size", megabytes(row.sizeBytes()));
        fact("sha256", row.sha256());
        fact("licence", row.licence());
        fact("origin", row.origin());
        manifest.sources().stream().map(ModelSource::label).forEach(label -> fact("source", label));
        return ExitCode.OK;
    }

    @Command(name = "rm", description = "Remove a model from this machine.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin FolderOptions folders,
            @Parameters(paramLabel = "MODEL", description = "The model's name.") String model) {
        ModelPulls pulls = pulls(folders);
        ModelManifest manifest = pulls.manifest(Optional.of(model));
        long freed = pulls.store().remove(manifest);
        surroundings
                .err()
                .println(
                        freed > 0
                                ? "removed " + manifest.id() + ", " + megabytes(freed) + " freed"
                                : manifest.id() + " wasn't here");
        return ExitCode.OK;
    }

    @Command(name = "verify", description = "Compute a model's SHA-256 again.", mixinStandardHelpOptions = true)
    int verify(
            @Mixin FolderOptions folders,
            @Parameters(paramLabel = "MODEL", arity = "0..1", description = MODEL) @Nullable String model) {
        ModelPulls pulls = pulls(folders);
        ModelManifest manifest = pulls.manifest(Optional.ofNullable(model));
        ModelState state = pulls.store().verify(manifest);
        if (state instanceof ModelState.Ready) {
            surroundings.out().println(manifest.id() + " is sound: SHA-256 " + manifest.sha256());
            return ExitCode.OK;
        }
        throw CommandFailure.failed(
                manifest.id() + " is " + ModelRow.state(state), "get it with: weir models pull " + manifest.id());
    }

    private ModelPulls pulls(FolderOptions folders) {
        return new ModelPulls(surroundings, folders.resolve(surroundings));
    }

    private void fact(String name, String value) {
        surroundings.out().printf("%-8s %s%n", name, value);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    /** The option that says how to print. */
    static final class Format {

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "table",
                description = "table or json.")
        private OutputFormat value = OutputFormat.TABLE;
    }
}
