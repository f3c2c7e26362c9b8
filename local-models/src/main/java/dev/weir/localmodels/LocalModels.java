package dev.weir.localmodels;

import dev.weir.localmodels.generation.ModelLoader;
import dev.weir.localmodels.importer.ModelImportException;
import java.io.IOException;

/** Loads models into this process. */
public final class LocalModels {

    private LocalModels() {}

    /**
     * Loads a model file: imports it at the first time, which takes seconds, and later starts from the import. The
     * caller closes the model.
     *
     * @throws ModelImportException if the file is damaged or of a kind that is not supported
     * @throws IOException if the file or the cache cannot be read or written
     */
    public static LocalModel load(ModelSource source, EngineOptions options) throws IOException {
        return ModelLoader.load(source, options);
    }
}
