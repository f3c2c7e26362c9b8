package dev.weir.localmodels.gguf;

/**
 * Blocks of 32 elements under one scale. Nibbles hold element j low and element j + 16 high; the fifth bits of Q5 stand
 * in one 32-bit word.
 */
final class SimpleBlocks {

    private static final int HALF = 16;

    private SimpleBlocks() {}

    /** {@code [d:f16][nibbles:16]}, value {@code d * (q - 8)}. */
    static void q4WithZero(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        for (int j = 0; j < HALF; j++) {
            byte packed = block[from + 2 + j];
            target[to + j] = (Blocks.low(packed) - 8) * scale;
            target[to + j + HALF] = (Blocks.high(packed) - 8) * scale;
        }
    }

    /** {@code [d:f16][m:f16][nibbles:16]}, value {@code d * q + m}. */
    static void q4WithMinimum(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        float minimum = Blocks.half(block, from + 2);
        for (int j = 0; j < HALF; j++) {
            byte packed = block[from + 4 + j];
            target[to + j] = Blocks.low(packed) * scale + minimum;
            target[to + j + HALF] = Blocks.high(packed) * scale + minimum;
        }
    }

    /** {@code [d:f16][fifth bits:32][nibbles:16]}, value {@code d * (q - 16)}. */
    static void q5WithZero(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        int fifths = Blocks.int32(block, from + 2);
        for (int j = 0; j < HALF; j++) {
            byte packed = block[from + 6 + j];
            target[to + j] = ((Blocks.low(packed) | fifth(fifths, j)) - 16) * scale;
            target[to + j + HALF] = ((Blocks.high(packed) | fifth(fifths, j + HALF)) - 16) * scale;
        }
    }

    /** {@code [d:f16][m:f16][fifth bits:32][nibbles:16]}, value {@code d * q + m}. */
    static void q5WithMinimum(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        float minimum = Blocks.half(block, from + 2);
        int fifths = Blocks.int32(block, from + 4);
        for (int j = 0; j < HALF; j++) {
            byte packed = block[from + 8 + j];
            target[to + j] = (Blocks.low(packed) | fifth(fifths, j)) * scale + minimum;
            target[to + j + HALF] = (Blocks.high(packed) | fifth(fifths, j + HALF)) * scale + minimum;
        }
    }

    /** {@code [d:f16][q:int8 x 32]}, value {@code d * q}. */
    static void q8(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        for (int j = 0; j < 2 * HALF; j++) {
            target[to + j] = block[from + 2 + j] * scale;
        }
    }

    private static int fifth(int fifths, int element) {
        return (fifths >>> element & 1) << 4;
    }
}
