package dev.weir.localmodels.catalog;

import dev.weir.localmodels.ModelId;
import java.util.List;

/**
 * What a model's file is, exactly, and where it can come from.
 *
 * @param id the model's name in Weir
 * @param file the file's name where it was published
 * @param sizeBytes the file's length in bytes
 * @param sha256 the file's SHA-256 in lower-case hex
 * @param licence SPDX identifier of the weights' licence
 * @param origin who trained and who converted it
 * @param sources where to get it, tried in this order
 */
public record ModelManifest(
        ModelId id,
        String file,
        long sizeBytes,
        String sha256,
        String licence,
        String origin,
        List<ModelSource> sources) {

    private static final int VERSION_CHARACTERS = 12;

    public ModelManifest {
        sources = List.copyOf(sources);
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("a model's file has a length, not `" + sizeBytes + "`");
        }
        if (!Sha256.isDigest(sha256)) {
            throw new IllegalArgumentException("`" + sha256 + "` is no SHA-256 in lower-case hex");
        }
    }

    /** The first twelve characters of the digest: the name of this version's folder in the store. */
    public String version() {
        return sha256.substring(0, VERSION_CHARACTERS);
    }
}
