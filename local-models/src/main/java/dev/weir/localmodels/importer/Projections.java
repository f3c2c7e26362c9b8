package dev.weir.localmodels.importer;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.gguf.Dequantiser;
import dev.weir.localmodels.gguf.TensorInfo;
import dev.weir.localmodels.importer.Constants.PackedConstants;
import dev.weir.localmodels.onnx.Attribute;
import dev.weir.localmodels.onnx.Node;
import dev.weir.localmodels.onnx.OnnxModel;
import dev.weir.localmodels.onnx.WeightsFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds products of activations and weights to a graph: {@code y = x * transpose(W)}, {@code [tokens, rows of W]}.
 *
 * <p>Weights with an offset per block are computed as {@code MatMulNBits} without it, plus {@code block sums of x * offsets}.
 */
final class Projections {

    private static final int EIGHT_BIT_ACTIVATIONS = 4;

    private final OnnxModel graph;
    private final Constants constants;
    private final ModelTensors tensors;

    Projections(OnnxModel graph, Constants constants, ModelTensors tensors) {
        this.graph = graph;
        this.constants = constants;
        this.tensors = tensors;
    }

    /** The product with matrices laid one below the other. */
    String apply(Activation input, String output, List<TensorInfo> matrices) {
        WeightForm form = WeightForm.of(matrices.getFirst().type());
        if (matrices.stream().allMatch(matrix -> WeightForm.of(matrix.type()) == form)) {
            return applyUniform(input, output, matrices);
        }
        List<String> parts = new ArrayList<>();
        for (TensorInfo matrix : matrices) {
            parts.add(applyUniform(input, output + "." + parts.size(), List.of(matrix)));
        }
        return graph.add(Node.standard("Concat", parts, List.of(output), Attribute.of("axis", 1)));
    }

    private String applyUniform(Activation input, String output, List<TensorInfo> matrices) {
        String name = String.join("+", matrices.stream().map(TensorInfo::name).toList());
        if (WeightForm.of(matrices.getFirst().type()) == WeightForm.FLOAT) {
            return applyFloat(input, output, name, matrices);
        }
        return applyPacked(input, output, constants.packed(name, () -> PackedWeights.read(tensors.file(), matrices)));
    }

    private String applyFloat(Activation input, String output, String name, List<TensorInfo> matrices) {
        long rows = matrices.stream().mapToLong(TensorInfo::rows).sum();
        String weights =
                graph.constant(constants.floats(name, List.of(rows, (long) input.width()), () -> joined(matrices)));
        return graph.add(
                Node.standard("Gemm", List.of(input.name(), weights), List.of(output), Attribute.of("transB", 1)));
    }

    private float[] joined(List<TensorInfo> matrices) {
        long elements = matrices.stream().mapToLong(TensorInfo::elements).sum();
        if (elements * Float.BYTES > Integer.MAX_VALUE) {
            throw new ModelImportException("tensor `%s` has %d elements, more than are supported as floats"
                    .formatted(matrices.getFirst().name(), elements));
        }
        float[] joined = new float[(int) elements];
        int at = 0;
        for (TensorInfo matrix : matrices) {
            float[] part = Dequantiser.tensor(tensors.file(), matrix);
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private String applyPacked(Activation input, String output, PackedConstants weights) {
        WeightForm form = weights.form();
        String product = graph.add(Node.contrib(
                "MatMulNBits",
                List.of(
                        input.operand(form.block()),
                        graph.constant(weights.quants()),
                        graph.constant(weights.scales())),
                List.of(input.precision() == Precision.FAST && !form.hasOffset() ? output : output + ".product"),
                Attribute.of("K", weights.columns()),
                Attribute.of("N", weights.rows()),
                Attribute.of("bits", form.bits()),
                Attribute.of("block_size", form.block()),
                Attribute.of("accuracy_level", EIGHT_BIT_ACTIVATIONS)));
        return switch (input.precision()) {
            case FAST -> form.hasOffset() ? addOffsets(input, weights, product, output) : product;
            case EXACT -> joinParts(input, weights, product, output);
        };
    }

    private String joinParts(Activation input, PackedConstants weights, String product, String output) {
        String leading = product + ".leading";
        String rest = product + ".rest";
        graph.add(Node.standard(
                "Split",
                List.of(product),
                List.of(leading, rest),
                Attribute.of("axis", 0),
                Attribute.of("num_outputs", 2)));
        String base = weights.form().hasOffset() ? addOffsets(input, weights, leading, output + ".offset") : leading;
        return graph.add(Node.standard("Add", List.of(base, rest), List.of(output)));
    }

    private String addOffsets(Activation input, PackedConstants weights, String product, String output) {
        String sums = input.blockSums(weights.form().block());
        return graph.add(
                Node.standard("Gemm", List.of(sums, graph.constant(weights.offsets()), product), List.of(output)));
    }

    /** Rows of a matrix, one for each id: {@code [ids, columns]}. */
    String rows(TensorInfo matrix, String ids, String output) {
        List<Long> shape = List.of(matrix.rows(), matrix.rowElements());
        if (WeightForm.of(matrix.type()) == WeightForm.FLOAT) {
            String table = graph.constant(constants.floats(matrix.name(), shape, () -> joined(List.of(matrix))));
            return graph.add(Node.standard("Gather", List.of(table, ids), List.of(output), Attribute.of("axis", 0)));
        }
        PackedConstants weights =
                constants.packed(matrix.name(), () -> PackedWeights.read(tensors.file(), List.of(matrix)));
        return weights.form().hasOffset() ? rowsWithOffsets(weights, ids, output) : packedRows(weights, ids, output);
    }

    private String packedRows(PackedConstants weights, String ids, String output) {
        WeightForm form = weights.form();
        long rows = weights.rows();
        String quants = graph.constant(WeightsFile.alias(
                weights.quants(),
                weights.quants().name() + ".table",
                List.of(rows, (long) weights.columns() * form.bits() / Byte.SIZE)));
        String scales = graph.constant(WeightsFile.alias(
                weights.scales(),
                weights.scales().name() + ".table",
                List.of(rows, (long) weights.columns() / form.block())));
        return graph.add(Node.contrib(
                "GatherBlockQuantized",
                List.of(quants, ids, scales),
                List.of(output),
                Attribute.of("bits", form.bits()),
                Attribute.of("block_size", form.block()),
                Attribute.of("gather_axis", 0),
                Attribute.of("quantize_axis", 1)));
    }

    private String rowsWithOffsets(PackedConstants weights, String ids, String output) {
        int block = weights.form().block();
        int blocks = weights.columns() / block;
        String base = packedRows(weights, ids, output + ".base");
        String inBlocks = graph.add(Node.standard(
                "Reshape",
                List.of(base, graph.integers("rows.blocks", -1, blocks, block)),
                List.of(output + ".blocks")));
        String perId = graph.add(Node.standard(
                "Gather",
                List.of(graph.constant(weights.offsets()), ids),
                List.of(output + ".columns"),
                Attribute.of("axis", 1)));
        String offsets = graph.add(Node.standard("Transpose", List.of(perId), List.of(output + ".offsets")));
        String raised = graph.add(
                Node.standard("Unsqueeze", List.of(offsets, graph.integers("axis.2", 2)), List.of(output + ".raised")));
        String sum = graph.add(Node.standard("Add", List.of(inBlocks, raised), List.of(output + ".sum")));
        return graph.add(Node.standard(
                "Reshape", List.of(sum, graph.integers("rows.flat", -1, weights.columns())), List.of(output)));
    }
}
