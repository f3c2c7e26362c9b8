package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.gguf.GgufFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The default model's file, whose path the system property {@code weir.test.model} holds. */
final class DefaultModel {

    private static final Path NATIVE_CACHE = Path.of("target", "native");

    private DefaultModel() {}

    static GgufFile open() {
        String path = System.getProperty("weir.test.model", "");
        if (path.isEmpty() || !Files.isRegularFile(Path.of(path))) {
            throw new AssertionError("this test needs SmolLM2-135M-Instruct.Q4_1.gguf: pass its path as "
                    + "-Dweir.test.model=FILE, or run `./weir test`, which fetches it; the property was `" + path
                    + "`");
        }
        try {
            return GgufFile.open(Path.of(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Tokenizer tokenizer() {
        try (GgufFile file = open()) {
            return Tokenizer.of(file, NATIVE_CACHE);
        }
    }
}
