package dev.weir.localmodels.importer;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.onnx.Attribute;
import dev.weir.localmodels.onnx.ElementType;
import dev.weir.localmodels.onnx.Node;
import dev.weir.localmodels.onnx.OnnxModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value {@code [tokens, width]} that goes into matrix products, with what those products need of it, each computed once.
 *
 * <p>Design note. The fast kernels of {@code MatMulNBits} round each block of an activation to 8 bits: {@code scale =
 * max|x| / 127}, {@code round(x / scale)}. {@link Precision#EXACT} computes the same rounding in the graph, so that the
 * kernel's own changes nothing; what was cut off is rounded to 8 bits in turn, as further rows of the same product, and
 * the two results are added. Every weight is still read once. The error left is about 2^-15 of a block's greatest value.
 */
final class Activation {

    private static final Attribute ROWS = Attribute.of("axis", 0);
    private static final Attribute COLUMNS = Attribute.of("axis", 1);
    private static final float LEVELS = 127f;
    private static final float TINY = 1e-30f;

    private final OnnxModel graph;
    private final Precision precision;
    private final String name;
    private final int width;
    private final Map<Integer, String> blocked = new HashMap<>();
    private final Map<Integer, String> sums = new HashMap<>();
    private final Map<Integer, String> operands = new HashMap<>();

    Activation(OnnxModel graph, Precision precision, String name, int width) {
        this.graph = graph;
        this.precision = precision;
        this.name = name;
        this.width = width;
    }

    String name() {
        return name;
    }

    int width() {
        return width;
    }

    Precision precision() {
        return precision;
    }

    /** The sums of its blocks, {@code [tokens, blocks]}. */
    String blockSums(int block) {
        return sums.computeIfAbsent(
                block,
                size -> graph.add(Node.standard(
                        "ReduceSum",
                        List.of(inBlocks(size), graph.integers("axis.2", 2)),
                        List.of(name + ".sums" + size),
                        Attribute.of("keepdims", 0))));
    }

    /** The left operand for a quantised product: itself, or {@code [2 * tokens, width]} of leading parts and rests. */
    String operand(int block) {
        return precision == Precision.FAST ? name : operands.computeIfAbsent(block, this::leadingAndRest);
    }

    private String leadingAndRest(int block) {
        String prefix = name + "." + block;
        String scale = scale(prefix, block);
        Attribute blockSize = Attribute.of("block_size", block);
        String rounded = graph.add(Node.standard(
                "QuantizeLinear",
                List.of(name, scale),
                List.of(prefix + ".rounded"),
                COLUMNS,
                blockSize,
                Attribute.of("output_dtype", ElementType.INT8.code())));
        String leading = graph.add(Node.standard(
                "DequantizeLinear", List.of(rounded, scale), List.of(prefix + ".leading"), COLUMNS, blockSize));
        String rest = graph.add(Node.standard("Sub", List.of(name, leading), List.of(prefix + ".rest")));
        return graph.add(Node.standard("Concat", List.of(leading, rest), List.of(prefix + ".operand"), ROWS));
    }

    private String scale(String prefix, int block) {
        String magnitudes = graph.add(Node.standard("Abs", List.of(inBlocks(block)), List.of(prefix + ".abs")));
        String greatest = graph.add(Node.standard(
                "ReduceMax",
                List.of(magnitudes, graph.integers("axis.2", 2)),
                List.of(prefix + ".max"),
                Attribute.of("keepdims", 0)));
        String scale = graph.add(
                Node.standard("Mul", List.of(greatest, graph.scalar("level", 1 / LEVELS)), List.of(prefix + ".step")));
        return graph.add(Node.standard("Max", List.of(scale, graph.scalar("tiny", TINY)), List.of(prefix + ".scale")));
    }

    private String inBlocks(int block) {
        return blocked.computeIfAbsent(
                block,
                size -> graph.add(Node.standard(
                        "Reshape",
                        List.of(name, graph.integers("blocks." + width + "." + size, -1, width / size, size)),
                        List.of(name + ".blocks" + size))));
    }
}
