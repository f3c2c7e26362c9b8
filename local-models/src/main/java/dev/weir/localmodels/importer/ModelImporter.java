package dev.weir.localmodels.importer;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.MalformedGgufException;
import dev.weir.localmodels.onnx.WeightsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Imports model files into a cache folder, one folder for each file and format version. Stateless and thread-safe, also
 * between processes: a folder appears whole or not at all.
 */
public final class ModelImporter {

    /** Changes whenever the graphs do, so that older ones are not used any more. */
    static final int FORMAT = 1;

    private static final String WEIGHTS = "weights.bin";

    private ModelImporter() {}

    /**
     * Imports a model, or finds it imported already. An import that is damaged is done anew.
     *
     * @param sha256 hash of the model file, lower-case hexadecimal
     * @param cache folder of imports, made if need be
     * @throws ModelImportException if the file cannot be imported
     * @throws IOException if the cache cannot be read or written
     */
    public static ImportedModel importModel(GgufFile file, String sha256, Path cache) throws IOException {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no lower-case SHA-256: " + sha256);
        }
        try {
            return importChecked(file, cache.resolve(sha256 + ".v" + FORMAT));
        } catch (MalformedGgufException malformed) {
            throw new ModelImportException("the model file is damaged: " + malformed.getMessage(), malformed);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static ImportedModel importChecked(GgufFile file, Path folder) throws IOException {
        ImportedModel model = new ImportedModel(Hyperparameters.of(file), folder);
        if (ImportSeal.holds(folder)) {
            return model;
        }
        Path cache = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path draft = Files.createTempDirectory(cache, ".import-");
        try {
            write(file, model.hyperparameters(), draft);
            publish(draft, folder);
        } finally {
            delete(draft);
        }
        return model;
    }

    private static void write(GgufFile file, Hyperparameters model, Path draft) throws IOException {
        ModelTensors tensors = new ModelTensors(file);
        try (WeightsFile weights = WeightsFile.create(draft, WEIGHTS)) {
            Constants constants = new Constants(weights);
            for (Precision precision : Precision.values()) {
                byte[] graph =
                        DecoderGraph.build(model, precision, tensors, constants).encode();
                Files.write(draft.resolve(ImportedModel.graphName(precision)), graph);
            }
        }
        tensors.refuseUnknown();
        ImportSeal.set(draft);
    }

    /** Puts a finished draft in place, unless another process was faster. */
    private static void publish(Path draft, Path folder) throws IOException {
        if (Files.exists(folder)) {
            delete(folder);
        }
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException failure) {
            throw failure;
        } catch (FileSystemException failure) {
            if (!ImportSeal.holds(folder)) {
                throw failure;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(folder)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }
}
