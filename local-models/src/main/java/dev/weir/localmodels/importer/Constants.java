package dev.weir.localmodels.importer;

import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.Initializer;
import dev.weir.localmodels.onnx.WeightsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The big constants that a model's graphs share, each written once. Not thread-safe. */
final class Constants {

    private final WeightsFile file;
    private final Map<String, Initializer> written = new HashMap<>();
    private final Map<String, PackedConstants> packed = new HashMap<>();

    Constants(WeightsFile file) {
        this.file = file;
    }

    /**
     * Constants of packed weights.
     *
     * @param offsets {@code [blocks, rows]}, meaningless if the form has none
     */
    record PackedConstants(
            WeightForm form, int rows, int columns, Initializer quants, Initializer scales, Initializer offsets) {}

    Initializer floats(String name, List<Long> shape, Supplier<float[]> values) {
        Initializer known = written.get(name);
        if (known != null) {
            return known;
        }
        Initializer initializer = append(name, shape, values.get());
        written.put(name, initializer);
        return initializer;
    }

    PackedConstants packed(String name, Supplier<PackedWeights> weights) {
        PackedConstants known = packed.get(name);
        if (known != null) {
            return known;
        }
        PackedConstants constants = append(name, weights.get());
        packed.put(name, constants);
        return constants;
    }

    private PackedConstants append(String name, PackedWeights weights) {
        long rows = weights.rows();
        long blocks = weights.blocks();
        long blockBytes = (long) weights.form().block() * weights.form().bits() / Byte.SIZE;
        Initializer quants = bytes(name + ".quants", List.of(rows, blocks, blockBytes), weights.quants());
        Initializer scales = append(name + ".scales", List.of(rows * blocks), weights.scales());
        Initializer offsets = weights.form().hasOffset()
                ? append(name + ".offsets", List.of(blocks, rows), weights.transposedOffsets())
                : scales;
        return new PackedConstants(weights.form(), weights.rows(), weights.columns(), quants, scales, offsets);
    }

    private Initializer bytes(String name, List<Long> shape, byte[] values) {
        try {
            return file.append(name, ElementType.UINT8, shape, values);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Initializer append(String name, List<Long> shape, float[] values) {
        try {
            return file.append(name, shape, values);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
