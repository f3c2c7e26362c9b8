package dev.weir.gateway.cli;

import dev.weir.policy.pseudonym.Restorer;
import dev.weir.policy.pseudonym.VaultFile;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts back what {@code redact} replaced, also where somebody changed how the surrogates are written. */
@Command(
        name = "restore",
        description = "Put back what redact replaced, in that text or in an answer to it.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final SurrogateFiles files = new SurrogateFiles();

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        VaultFile known = files.vault(surroundings, files.key(surroundings));
        if (known.isExpired(Instant.now())) {
            throw CommandFailure.failed("the map expired on " + known.until(), "redact the original anew");
        }
        files.write(surroundings, new Restorer(known.vault()).restore(files.read(surroundings)));
        return ExitCode.OK;
    }
}
