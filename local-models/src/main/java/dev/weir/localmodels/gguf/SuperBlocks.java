package dev.weir.localmodels.gguf;

/** Super-blocks of 256 elements: small blocks with quantised scales under one f16 scale. */
final class SuperBlocks {

    private static final int ELEMENTS = 256;

    private SuperBlocks() {}

    /** {@code [d:f16][dmin:f16][scales and minimums: 8 x 6 bit each][nibbles:128]}, blocks of 32. */
    static void q4(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        float minimumScale = Blocks.half(block, from + 2);
        int scales = from + 4;
        for (int pair = 0; pair < ELEMENTS / 64; pair++) {
            float lowScale = scale * blockScale(block, scales, 2 * pair);
            float lowMinimum = minimumScale * blockMinimum(block, scales, 2 * pair);
            float highScale = scale * blockScale(block, scales, 2 * pair + 1);
            float highMinimum = minimumScale * blockMinimum(block, scales, 2 * pair + 1);
            int nibbles = from + 16 + 32 * pair;
            int out = to + 64 * pair;
            for (int l = 0; l < 32; l++) {
                target[out + l] = lowScale * Blocks.low(block[nibbles + l]) - lowMinimum;
                target[out + l + 32] = highScale * Blocks.high(block[nibbles + l]) - highMinimum;
            }
        }
    }

    /** {@code [d:f16][dmin:f16][scales and minimums: 8 x 6 bit each][fifth bits:32][nibbles:128]}, blocks of 32. */
    static void q5(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from);
        float minimumScale = Blocks.half(block, from + 2);
        int scales = from + 4;
        int fifths = from + 16;
        for (int pair = 0; pair < ELEMENTS / 64; pair++) {
            float lowScale = scale * blockScale(block, scales, 2 * pair);
            float lowMinimum = minimumScale * blockMinimum(block, scales, 2 * pair);
            float highScale = scale * blockScale(block, scales, 2 * pair + 1);
            float highMinimum = minimumScale * blockMinimum(block, scales, 2 * pair + 1);
            int nibbles = from + 48 + 32 * pair;
            int out = to + 64 * pair;
            for (int l = 0; l < 32; l++) {
                int fifth = (block[fifths + l] & 0xFF) >> (2 * pair);
                int low = Blocks.low(block[nibbles + l]) | (fifth & 1) << 4;
                int high = Blocks.high(block[nibbles + l]) | (fifth >> 1 & 1) << 4;
                target[out + l] = lowScale * low - lowMinimum;
                target[out + l + 32] = highScale * high - highMinimum;
            }
        }
    }

    /** {@code [low nibbles:128][high pairs:64][scales:int8 x 16][d:f16]}, value {@code d * scale * (q - 32)}, blocks of 16. */
    static void q6(byte[] block, int from, float[] target, int to) {
        float scale = Blocks.half(block, from + 208);
        for (int half = 0; half < 2; half++) {
            for (int quarter = 0; quarter < 4; quarter++) {
                int nibbles = from + 64 * half + 32 * (quarter & 1);
                int pairs = from + 128 + 32 * half;
                int scales = from + 192 + 8 * half + 2 * quarter;
                int out = to + 128 * half + 32 * quarter;
                for (int l = 0; l < 32; l++) {
                    byte packed = block[nibbles + l];
                    int low = quarter < 2 ? Blocks.low(packed) : Blocks.high(packed);
                    int high = (block[pairs + l] & 0xFF) >> (2 * quarter) & 3;
                    target[out + l] = scale * block[scales + l / 16] * ((low | high << 4) - 32);
                }
            }
        }
    }

    /** Scales and minimums 0 to 3 use the low six bits of bytes 0 to 7; 4 to 7 are split over bytes 8 to 11 and those. */
    private static int blockScale(byte[] block, int scales, int index) {
        return index < 4
                ? block[scales + index] & 63
                : Blocks.low(block[scales + index + 4]) | (block[scales + index - 4] & 0xC0) >> 2;
    }

    private static int blockMinimum(byte[] block, int scales, int index) {
        return index < 4
                ? block[scales + index + 4] & 63
                : Blocks.high(block[scales + index + 4]) | (block[scales + index] & 0xC0) >> 2;
    }
}
