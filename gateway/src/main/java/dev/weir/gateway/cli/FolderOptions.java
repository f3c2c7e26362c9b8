package dev.weir.gateway.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where things are, for every command that needs it. */
final class FolderOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keys, decisions and logs. Default: $$WEIR_DATA_DIR, else ~/.local/share/weir.")
    private @Nullable String dataFolder;

    Folders resolve(Surroundings surroundings) {
        return new Folders(data(surroundings), models(surroundings));
    }

    private Path data(Surroundings surroundings) {
        if (dataFolder != null) {
            return surroundings.path(dataFolder);
        }
        return surroundings
                .variable("WEIR_DATA_DIR")
                .map(surroundings::path)
                .orElseGet(() ->
                        base(surroundings, "XDG_DATA_HOME", ".local/share").resolve("weir"));
    }

    private static Path models(Surroundings surroundings) {
        return surroundings
                .variable("WEIR_MODELS_DIR")
                .map(surroundings::path)
                .orElseGet(() -> base(surroundings, "XDG_CACHE_HOME", ".cache").resolve("weir/models"));
    }

    /** A base folder of the XDG rules, which say that relative values are to be ignored. */
    private static Path base(Surroundings surroundings, String variable, String below) {
        return surroundings
                .variable(variable)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> surroundings.home().resolve(below));
    }
}
