package dev.weir.localmodels.catalog;

import dev.weir.localmodels.ModelId;
import java.nio.file.Path;

/**
 * A model whose file is in the store.
 *
 * @param id its name
 * @param folder its own folder, where what is derived from its file may be kept as well
 * @param sizeBytes the file's length in bytes
 * @param sha256 the digest it was checked against when it came in
 */
public record InstalledModel(ModelId id, Path folder, long sizeBytes, String sha256) {

    /** Its GGUF file. */
    public Path file() {
        return folder.resolve(ModelStore.MODEL_FILE);
    }
}
