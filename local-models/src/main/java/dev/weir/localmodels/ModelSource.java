package dev.weir.localmodels;

import java.nio.file.Path;

/**
 * A model file to load.
 *
 * @param id the id that requests name
 * @param gguf the file
 * @param sha256 its hash, lower-case hexadecimal, already verified; names its import in the cache
 */
public record ModelSource(ModelId id, Path gguf, String sha256) {}
