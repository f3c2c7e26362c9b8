package dev.weir.gateway.cli;

import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.VaultFile;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** From where, to where, and with which file of surrogates: what {@code redact} and {@code restore} have in common. */
final class SurrogateFiles {

    private static final String STDIN = "-";

    @Parameters(index = "0", paramLabel = "IN", description = "A text or JSON file; - for stdin.")
    private String in = STDIN;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OUT", description = "Where to; stdout where left out.")
    private @Nullable String out;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            required = true,
            description = "File that keeps, encrypted, what each surrogate stands for.")
    private String map = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Key of surrogates and map. Default: pseudonym.key in the data folder, the gateway's own.")
    private @Nullable String keyFile;

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    /** The whole text. */
    String read(Surroundings surroundings) throws IOException {
        if (in.equals(STDIN)) {
            try (FileInputStream stdin = new FileInputStream(FileDescriptor.in)) {
                return new String(stdin.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Path file = surroundings.path(in);
        if (!Files.isReadable(file)) {
            throw CommandFailure.failed("can't read " + in, "does it exist?");
        }
        return Files.readString(file);
    }

    void write(Surroundings surroundings, String text) throws IOException {
        if (out == null) {
            surroundings.out().print(text);
            surroundings.out().flush();
        } else {
            Files.writeString(surroundings.path(out), text);
        }
    }

    Path map(Surroundings surroundings) {
        return surroundings.path(map);
    }

    /** Reads the map. */
    VaultFile vault(Surroundings surroundings, PseudonymKey key) {
        try {
            return VaultFile.read(map(surroundings), key);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "can't read the map " + map + ": " + Failures.reason(e),
                    "it needs the key that it was written with; see --key-file",
                    e);
        }
    }

    /** The key; made where it isn't there yet. */
    PseudonymKey key(Surroundings surroundings) {
        Path file;
        if (keyFile == null) {
            Folders data = folders.resolve(surroundings);
            data.prepareData();
            file = data.data().resolve("pseudonym.key");
        } else {
            file = surroundings.path(keyFile);
        }
        try {
            return PseudonymKey.loadOrCreate(file);
        } catch (IOException e) {
            throw CommandFailure.failed("can't use the key: " + Failures.reason(e), "see --key-file", e);
        }
    }
}
