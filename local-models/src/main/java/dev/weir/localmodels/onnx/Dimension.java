package dev.weir.localmodels.onnx;

/** One dimension of a graph's input or output. */
public sealed interface Dimension {

    /** A size known when the graph is built. */
    record Fixed(long size) implements Dimension {}

    /** A size known when the graph runs; equal names are equal sizes. */
    record Named(String name) implements Dimension {}
}
