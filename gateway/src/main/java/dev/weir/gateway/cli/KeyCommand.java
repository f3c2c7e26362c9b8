package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the first key, which the gateway made when it first started, and nothing else. */
@Command(name = "key", description = "Print the bootstrap key.", mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    KeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = folders.resolve(surroundings).bootstrapKey();
        if (!Files.exists(file)) {
            throw CommandFailure.failed(
                    "no key yet in " + file, "the first `weir up` makes it; is this the right --data-dir?");
        }
        try {
            String key = Files.readString(file).strip();
            if (key.isEmpty()) {
                throw CommandFailure.failed("the key file " + file + " is empty", "restart the gateway, or restore it");
            }
            surroundings.out().println(key);
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read the key file " + file + ": " + Failures.reason(e),
                    "only the user who runs the gateway can read it",
                    e);
        }
    }
}
