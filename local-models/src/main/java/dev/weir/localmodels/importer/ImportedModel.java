package dev.weir.localmodels.importer;

import dev.weir.localmodels.Precision;
import java.nio.file.Path;

/**
 * A model as graphs on disk.
 *
 * @param folder where the graphs and their weights lie
 */
public record ImportedModel(Hyperparameters hyperparameters, Path folder) {

    /** The graph that computes with this precision. */
    public Path graph(Precision precision) {
        return folder.resolve(graphName(precision));
    }

    static String graphName(Precision precision) {
        return switch (precision) {
            case EXACT -> "exact.onnx";
            case FAST -> "fast.onnx";
        };
    }
}
