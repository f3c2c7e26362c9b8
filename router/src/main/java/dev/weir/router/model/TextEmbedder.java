package dev.weir.router.model;

/** Turns text into a vector of its meaning. Implementations are thread-safe and give the same vector for the same text. */
public interface TextEmbedder {

    /** Names model and precision; weights learned on one embedder's vectors mean nothing on another's. */
    String id();

    /** The vector, of Euclidean length 1. */
    float[] embed(String text);
}
