package dev.weir.gateway.cli;

import dev.weir.policy.pseudonym.PlaceholderVault;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Redaction;
import dev.weir.policy.pseudonym.SurrogateFormats;
import dev.weir.policy.pseudonym.VaultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces what is found in a text or JSON document by surrogates. */
@Command(
        name = "redact",
        description = "Replace what is found in a text or JSON document, and keep what it was in a map.",
        mixinStandardHelpOptions = true)
final class RedactCommand implements Callable<Integer> {

    private static final String TENANT = "weir privacy redact";

    private final Surroundings surroundings;

    @Mixin
    private final SurrogateFiles files = new SurrogateFiles();

    @Mixin
    private final PrivacyCommand.Packs packs = new PrivacyCommand.Packs();

    @Option(names = "--realistic", description = "Surrogates that look real instead of placeholders.")
    private boolean realistic;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "How long the map may be used. Default: 30.")
    private int days;

    RedactCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (days < 1) {
            throw CommandFailure.usage("a map is kept for at least one day", "for instance: --days 30");
        }
        PseudonymKey key = files.key(surroundings);
        Instant until = Instant.now().plus(Duration.ofDays(days));
        VaultFile known = Files.exists(files.map(surroundings))
                ? files.vault(surroundings, key)
                : new VaultFile(UUID.randomUUID().toString(), until, PlaceholderVault.EMPTY);
        SurrogateFormats formats = realistic ? SurrogateFormats.REALISTIC : SurrogateFormats.PLACEHOLDERS;
        Redaction redaction = new Redaction(key, formats, packs.inspector());
        PseudonymScope scope = new PseudonymScope(TENANT, known.conversation());
        switch (redaction.redact(files.read(surroundings), scope)) {
            case Redaction.Failed failed ->
                throw CommandFailure.failed("nothing was written: " + failed.cause(), "send this text nowhere");
            case Redaction.Redacted redacted -> {
                // The map first: a surrogate without one would be lost.
                known.with(redacted.vault(), until).write(files.map(surroundings), key);
                files.write(surroundings, redacted.text());
                surroundings.err().println("replaced " + redacted.entities().size() + " findings");
            }
        }
        return ExitCode.OK;
    }
}
