package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.Dequantiser;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.TensorInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model file's tensors by name, each taken only in the shape that the metadata demands. Not thread-safe. */
final class ModelTensors {

    private final GgufFile file;
    private final Set<String> taken = new HashSet<>();

    ModelTensors(GgufFile file) {
        this.file = file;
    }

    /** A matrix of {@code rows} rows of {@code columns} elements. */
    TensorInfo matrix(String name, int rows, int columns) {
        return take(name, columns, rows);
    }

    /** A vector's elements. */
    float[] vector(String name, int size) {
        return Dequantiser.tensor(file, take(name, size));
    }

    /** A vector's elements, if the file has it. */
    Optional<float[]> optionalVector(String name, int size) {
        return has(name) ? Optional.of(vector(name, size)) : Optional.empty();
    }

    boolean has(String name) {
        return file.tensor(name).isPresent();
    }

    GgufFile file() {
        return file;
    }

    /** Refuses the file if it holds tensors that nobody took: the model would not be computed as it is meant. */
    void refuseUnknown() {
        List<String> unknown = file.tensors().stream()
                .map(TensorInfo::name)
                .filter(name -> !taken.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ModelImportException(
                    "the model file has %d tensors that this architecture does not know, the first is `%s`"
                            .formatted(unknown.size(), unknown.getFirst()));
        }
    }

    private TensorInfo take(String name, long... shape) {
        TensorInfo tensor = file.tensor(name)
                .orElseThrow(() -> new ModelImportException("the model file has no tensor `%s`".formatted(name)));
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!tensor.shape().equals(expected)) {
            throw new ModelImportException("tensor `%s` has shape %s, but the model's metadata demand %s"
                    .formatted(name, tensor.shape(), expected));
        }
        if (!tensor.type().isSupported()) {
            throw new ModelImportException(
                    "tensor `%s` is of type %s, which is not supported".formatted(name, tensor.type()));
        }
        taken.add(name);
        return tensor;
    }
}
