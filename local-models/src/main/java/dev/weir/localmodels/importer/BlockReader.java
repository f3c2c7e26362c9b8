package dev.weir.localmodels.importer;

import dev.weir.localmodels.gguf.GgufTensorType;

/**
 * Takes GGUF blocks apart into quants, scales and offsets as {@link WeightForm} means them. Not thread-safe; reused
 * block after block.
 *
 * <p>Source: the block layouts of ggml's {@code ggml-common.h}.
 */
final class BlockReader {

    private static final int MOST_ELEMENTS = 256;
    private static final int FINEST = 16;

    private final GgufTensorType type;
    private final int zero;
    /** Unsigned quants of one block. */
    final int[] quants = new int[MOST_ELEMENTS];
    /** One scale for each {@link WeightForm#block} elements. */
    final float[] scales = new float[MOST_ELEMENTS / FINEST];
    /** As many offsets; zero where the form has none. */
    final float[] offsets = new float[MOST_ELEMENTS / FINEST];

    BlockReader(GgufTensorType type) {
        this.type = type;
        this.zero = WeightForm.of(type).zero();
    }

    /** Reads the block that starts at {@code at}. */
    void read(byte[] bytes, int at) {
        switch (type) {
            case Q4_0 -> {
                scales[0] = half(bytes, at);
                nibbles(bytes, at + 2, 0);
            }
            case Q4_1 -> {
                minimum(bytes, at, zero);
                nibbles(bytes, at + 4, 0);
            }
            case Q5_0 -> {
                scales[0] = half(bytes, at);
                nibbles(bytes, at + 6, zero - 16);
                fifthBits(int32(bytes, at + 2));
            }
            case Q5_1 -> {
                minimum(bytes, at, 16);
                nibbles(bytes, at + 8, zero - 16);
                fifthBits(int32(bytes, at + 4));
            }
            case Q8_0 -> eightBits(bytes, at);
            case Q4_K, Q5_K -> superBlock(bytes, at);
            case Q6_K -> sixBits(bytes, at);
            default -> throw new AssertionError(type);
        }
    }

    private void eightBits(byte[] bytes, int at) {
        scales[0] = half(bytes, at);
        for (int i = 0; i < 32; i++) {
            quants[i] = bytes[at + 2 + i] + zero;
        }
    }

    private void superBlock(byte[] bytes, int at) {
        if (type == GgufTensorType.Q4_K) {
            superScales(bytes, at, zero);
            superNibbles(bytes, at + 16, 0);
        } else {
            superScales(bytes, at, 16);
            superNibbles(bytes, at + 48, zero - 16);
            superFifthBits(bytes, at + 16);
        }
    }

    /** Weights {@code scale * q + minimum}, told from the middle one of the quants on. */
    private void minimum(byte[] bytes, int at, int middle) {
        float scale = half(bytes, at);
        scales[0] = scale;
        offsets[0] = half(bytes, at + 2) + middle * scale;
    }

    private void nibbles(byte[] bytes, int from, int shift) {
        for (int j = 0; j < 16; j++) {
            quants[j] = (bytes[from + j] & 15) + shift;
            quants[j + 16] = ((bytes[from + j] & 0xF0) >> 4) + shift;
        }
    }

    private void fifthBits(int bits) {
        for (int j = 0; j < 32; j++) {
            quants[j] += ((bits >>> j) & 1) << 4;
        }
    }

    private void superScales(byte[] bytes, int at, int middle) {
        float scale = half(bytes, at);
        float minimum = half(bytes, at + 2);
        int packed = at + 4;
        for (int b = 0; b < 8; b++) {
            int low = bytes[packed + b % 4] & 0xFF;
            int high = bytes[packed + 4 + b % 4] & 0xFF;
            int last = bytes[packed + 8 + b % 4] & 0xFF;
            int blockScale = b < 4 ? low & 63 : (last & 15) | (low >> 6 << 4);
            int blockMinimum = b < 4 ? high & 63 : (last >> 4) | (high >> 6 << 4);
            scales[b] = scale * blockScale;
            offsets[b] = middle * scales[b] - minimum * blockMinimum;
        }
    }

    private void superNibbles(byte[] bytes, int from, int shift) {
        for (int i = 0; i < 128; i++) {
            int out = i / 32 * 64 + i % 32;
            quants[out] = (bytes[from + i] & 15) + shift;
            quants[out + 32] = ((bytes[from + i] & 0xF0) >> 4) + shift;
        }
    }

    private void superFifthBits(byte[] bytes, int from) {
        for (int i = 0; i < MOST_ELEMENTS; i++) {
            quants[i] += (((bytes[from + i % 32] & 0xFF) >> (i / 32)) & 1) << 4;
        }
    }

    private void sixBits(byte[] bytes, int at) {
        float scale = half(bytes, at + 208);
        for (int b = 0; b < 16; b++) {
            scales[b] = scale * bytes[at + 192 + b];
        }
        for (int i = 0; i < MOST_ELEMENTS; i++) {
            int half = i / 128;
            int quarter = i / 32 % 4;
            int nibbles = bytes[at + 64 * half + 32 * (quarter & 1) + i % 32] & 0xFF;
            int low = quarter < 2 ? nibbles & 15 : nibbles >> 4;
            int high = ((bytes[at + 128 + 32 * half + i % 32] & 0xFF) >> (2 * quarter)) & 3;
            quants[i] = (low | (high << 4)) - 32 + zero;
        }
    }

    private static float half(byte[] bytes, int at) {
        return Float.float16ToFloat((short) ((bytes[at] & 0xFF) | (bytes[at + 1] << 8)));
    }

    private static int int32(byte[] bytes, int at) {
        int bits = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | (bytes[at + i] & 0xFF);
        }
        return bits;
    }
}
