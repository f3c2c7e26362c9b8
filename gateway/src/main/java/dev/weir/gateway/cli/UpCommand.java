package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the gateway, after making sure that it can: folders, configuration, port, disk, model. */
@Command(
        name = "up",
        description = {
            "Start the gateway.",
            "The configuration is one file, the first there is of: --config, $$WEIR_CONFIG, ./weir.yaml,"
                    + " <data dir>/weir.yaml. A flag wins over the file."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final long NEEDED_BYTES = 200L << 20;

    private final Surroundings surroundings;

    @Mixin
    private final FolderOptions folderOptions = new FolderOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "Default: 8080; 0 takes any that is free.")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen. Default: 127.0.0.1.")
    private @Nullable String host;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
    private @Nullable String config;

    @Option(names = "--background", description = "Start, wait until ready, and return; stop with `weir down`.")
    private boolean background;

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Folders folders = folderOptions.resolve(surroundings);
        Optional<ConfigFile> file = ConfigFile.find(config, surroundings, folders.data());
        file.ifPresent(found -> surroundings.err().println("configuration: " + found.path()));
        folders.prepareData();
        requireNotRunning(folders);
        requireSpace(folders.data());
        ServerAddress address = address(file);
        address.requireFree();
        if (address.isPublic()) {
            surroundings
                    .err()
                    .println("note: " + address.host() + " is reachable from other machines, over plain http");
        }
        ModelPulls pulls = new ModelPulls(surroundings, folders);
        List<String> sources =
                file.map(found -> found.texts("weir.model-store.sources")).orElse(List.of());
        pulls.pull(pulls.catalog().defaultModel(), sources);
        ServerStart start = new ServerStart(folders, address, file, debug());
        return background
                ? new BackgroundServer(surroundings, start).run()
                : new ForegroundServer(surroundings, start).run();
    }

    private boolean debug() {
        return spec != null
                && spec.root().findOption("--debug") != null
                && Boolean.TRUE.equals(spec.root().findOption("--debug").getValue());
    }

    private static void requireNotRunning(Folders folders) {
        new RunFile(folders.data()).running().ifPresent(running -> {
            String where = running.address().map(uri -> " at " + uri).orElse("");
            String who = running.pid().map(pid -> " (process " + pid + ")").orElse("");
            throw CommandFailure.failed(
                    "Weir is already running on " + folders.data() + where + who,
                    "stop it with `weir down`, or use another --data-dir");
        });
    }

    private static void requireSpace(Path folder) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable < NEEDED_BYTES) {
            throw CommandFailure.failed(
                    "too little free space in " + folder + ": " + (usable >> 20) + " MB, and " + (NEEDED_BYTES >> 20)
                            + " MB are needed",
                    "free some, or choose another --data-dir");
        }
    }

    private ServerAddress address(Optional<ConfigFile> file) {
        String name = Optional.ofNullable(host)
                .or(() -> file.flatMap(found -> found.text("server.address")))
                .orElse(DEFAULT_HOST);
        int number = Optional.ofNullable(port)
                .or(() -> file.flatMap(found -> found.text("server.port")).map(UpCommand::port))
                .orElse(DEFAULT_PORT);
        return new ServerAddress(name, number);
    }

    private static Integer port(String written) {
        try {
            return Integer.valueOf(written);
        } catch (NumberFormatException e) {
            throw CommandFailure.failed(
                    "`server.port` in the configuration is no number: `" + written + "`", "correct the file", e);
        }
    }
}
