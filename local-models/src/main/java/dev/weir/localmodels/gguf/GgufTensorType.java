package dev.weir.localmodels.gguf;

import java.util.Optional;

/**
 * How a tensor's elements are stored: blocks of {@link #blockElements} elements in {@link #blockBytes} bytes, numbered as
 * in ggml.
 *
 * <p>Types that {@link #isSupported} denies are known by name and size, so that a file holding them can be opened and
 * described; their elements cannot be read.
 */
public enum GgufTensorType {
    F32(0, 1, 4, true),
    F16(1, 1, 2, true),
    Q4_0(2, 32, 18, true),
    Q4_1(3, 32, 20, true),
    Q5_0(6, 32, 22, true),
    Q5_1(7, 32, 24, true),
    Q8_0(8, 32, 34, true),
    Q8_1(9, 32, 40, false),
    Q2_K(10, 256, 84, false),
    Q3_K(11, 256, 110, false),
    Q4_K(12, 256, 144, true),
    Q5_K(13, 256, 176, true),
    Q6_K(14, 256, 210, true),
    Q8_K(15, 256, 292, false),
    IQ2_XXS(16, 256, 66, false),
    IQ2_XS(17, 256, 74, false),
    IQ3_XXS(18, 256, 98, false),
    IQ1_S(19, 256, 50, false),
    IQ4_NL(20, 32, 18, false),
    IQ3_S(21, 256, 110, false),
    IQ2_S(22, 256, 82, false),
    IQ4_XS(23, 256, 136, false),
    I8(24, 1, 1, false),
    I16(25, 1, 2, false),
    I32(26, 1, 4, false),
    I64(27, 1, 8, false),
    F64(28, 1, 8, false),
    IQ1_M(29, 256, 56, false),
    BF16(30, 1, 2, true),
    TQ1_0(34, 256, 54, false),
    TQ2_0(35, 256, 66, false),
    MXFP4(39, 32, 17, false),
    NVFP4(40, 64, 36, false),
    Q1_0(41, 128, 18, false);

    private final int code;
    private final int blockElements;
    private final int blockBytes;
    private final boolean supported;

    GgufTensorType(int code, int blockElements, int blockBytes, boolean supported) {
        this.code = code;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
        this.supported = supported;
    }

    /** The number that stands for this type in a file. */
    public int code() {
        return code;
    }

    /** Elements in one block, 1 where elements stand alone. A row is a whole number of blocks. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of one block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Whether {@link Dequantiser} reads this type. */
    public boolean isSupported() {
        return supported;
    }

    /** The type with this number, if it is known. */
    static Optional<GgufTensorType> ofCode(int code) {
        for (GgufTensorType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
