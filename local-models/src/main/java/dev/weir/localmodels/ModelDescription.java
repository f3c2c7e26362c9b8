package dev.weir.localmodels;

/**
 * What a loaded model is.
 *
 * @param id the id that requests name
 * @param contextWindow tokens of prompt and answer together
 * @param vocabularySize number of distinct tokens
 * @param architecture the architecture's name in the model file, {@code llama} for instance
 * @param sha256 hash of the model file, lower-case hexadecimal
 */
public record ModelDescription(ModelId id, int contextWindow, int vocabularySize, String architecture, String sha256) {}
