package dev.weir.localmodels.generation;

import dev.weir.localmodels.EngineOptions;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LocalModels;
import dev.weir.localmodels.ModelId;
import dev.weir.localmodels.ModelSource;
import dev.weir.localmodels.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The default model's file, whose path the system property {@code weir.test.model} holds. */
final class DefaultModel {

    static final String HASH = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

    /** Where tests import it to: kept between builds. */
    static final Path CACHE = Path.of("target", "model-cache");

    private DefaultModel() {}

    static Path path() {
        String path = System.getProperty("weir.test.model", "");
        if (path.isEmpty() || !Files.isRegularFile(Path.of(path))) {
            throw new AssertionError("this test needs SmolLM2-135M-Instruct.Q4_1.gguf: pass its path as "
                    + "-Dweir.test.model=FILE, or run `./weir test`, which fetches it; the property was `" + path
                    + "`");
        }
        return Path.of(path);
    }

    static LocalModel load(int slots, int queue, int window) {
        EngineOptions options = new EngineOptions(2, slots, queue, window, Precision.EXACT, CACHE);
        try {
            return LocalModels.load(new ModelSource(new ModelId("smollm2-135m-instruct"), path(), HASH), options);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
