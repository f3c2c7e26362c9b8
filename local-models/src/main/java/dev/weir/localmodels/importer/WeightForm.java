package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.GgufTensorType;

/**
 * How weights of one GGUF type look to ONNX Runtime's block-quantised operators, without any rounding: a weight is
 * {@code scale * (quant - zero) + offset}, with {@code zero} 8 for 4-bit quants and 128 for 8-bit ones, and scale and
 * offset per block.
 */
enum WeightForm {
    /** Four bits in blocks of 32. */
    FOUR(4, 32, false),
    FOUR_OFFSET(4, 32, true),
    /** Eight bits in blocks of 32. */
    EIGHT(8, 32, false),
    EIGHT_OFFSET(8, 32, true),
    /** Eight bits in blocks of 16. */
    EIGHT_FINE(8, 16, false),
    /** No blocks: 32-bit floats. */
    FLOAT(32, 1, false);

    private final int bits;
    private final int block;
    private final boolean offset;

    WeightForm(int bits, int block, boolean offset) {
        this.bits = bits;
        this.block = block;
        this.offset = offset;
    }

    static WeightForm of(GgufTensorType type) {
        return switch (type) {
            case Q4_0 -> FOUR;
            case Q4_1, Q4_K -> FOUR_OFFSET;
            case Q5_0, Q8_0 -> EIGHT;
            case Q5_1, Q5_K -> EIGHT_OFFSET;
            case Q6_K -> EIGHT_FINE;
            case F32, F16, BF16 -> FLOAT;
            default -> throw new ModelImportException("tensors of type %s are not supported".formatted(type));
        };
    }

    int bits() {
        return bits;
    }

    int block() {
        return block;
    }

    boolean hasOffset() {
        return offset;
    }

    /** The quant that stands for zero before the offset. */
    int zero() {
        return 1 << (bits - 1);
    }
}
