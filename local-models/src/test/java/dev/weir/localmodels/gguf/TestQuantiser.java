package dev.weir.localmodels.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Plain round-to-nearest quantisers, good enough for tests. */
final class TestQuantiser {

    private TestQuantiser() {}

    static byte[] quantise(GgufTensorType type, float... values) {
        int elements = type.blockElements();
        ByteBuffer out = ByteBuffer.allocate(values.length / elements * type.blockBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += elements) {
            float[] block = Arrays.copyOfRange(values, from, from + elements);
            switch (type) {
                case F32 -> out.putFloat(block[0]);
                case F16 -> out.putShort(Float.floatToFloat16(block[0]));
                case BF16 -> out.putShort((short) ((Float.floatToRawIntBits(block[0]) + 0x8000) >> 16));
                case Q4_0 -> withZero(out, block, 8);
                case Q5_0 -> withZero(out, block, 16);
                case Q4_1 -> withMinimum(out, block, 15);
                case Q5_1 -> withMinimum(out, block, 31);
                case Q8_0 -> q8(out, block);
                case Q4_K -> superBlock(out, block, 15);
                case Q5_K -> superBlock(out, block, 31);
                case Q6_K -> q6(out, block);
                default -> throw new IllegalArgumentException("no test quantiser for " + type);
            }
        }
        return out.array();
    }

    private static void withZero(ByteBuffer out, float[] block, int zero) {
        float scale = half(out, greatest(block) / (zero - 1));
        int[] quants = new int[block.length];
        for (int i = 0; i < quants.length; i++) {
            quants[i] = level(block[i], scale, -zero, zero - 1) + zero;
        }
        packed(out, quants, zero == 16);
    }

    private static void withMinimum(ByteBuffer out, float[] block, int levels) {
        float least = least(block);
        float scale = half(out, (most(block) - least) / levels);
        float minimum = half(out, least);
        int[] quants = new int[block.length];
        for (int i = 0; i < quants.length; i++) {
            quants[i] = level(block[i] - minimum, scale, 0, levels);
        }
        packed(out, quants, levels == 31);
    }

    private static void packed(ByteBuffer out, int[] quants, boolean fifthBits) {
        if (fifthBits) {
            int fifths = 0;
            for (int i = 0; i < quants.length; i++) {
                fifths |= (quants[i] >> 4) << i;
            }
            out.putInt(fifths);
        }
        for (int j = 0; j < 16; j++) {
            out.put((byte) ((quants[j] & 15) | (quants[j + 16] & 15) << 4));
        }
    }

    private static void q8(ByteBuffer out, float[] block) {
        float scale = half(out, greatest(block) / 127);
        for (float value : block) {
            out.put((byte) level(value, scale, -127, 127));
        }
    }

    /** Q4_K and Q5_K: eight blocks of 32 with six-bit scales and minimums. */
    private static void superBlock(ByteBuffer out, float[] block, int levels) {
        float[] scales = new float[8];
        float[] minimums = new float[8];
        for (int b = 0; b < 8; b++) {
            float[] part = Arrays.copyOfRange(block, 32 * b, 32 * b + 32);
            minimums[b] = Math.max(0, -least(part));
            scales[b] = (most(part) + minimums[b]) / levels;
        }
        float scale = half(out, most(scales) / 63);
        float minimumScale = half(out, most(minimums) / 63);
        byte[] sixBits = new byte[12];
        int[] quants = new int[256];
        for (int b = 0; b < 8; b++) {
            int s = level(scales[b], scale, 0, 63);
            int m = level(minimums[b], minimumScale, 0, 63);
            putSixBits(sixBits, b, s, m);
            for (int l = 32 * b; l < 32 * b + 32; l++) {
                quants[l] = level(block[l] + minimumScale * m, scale * s, 0, levels);
            }
        }
        out.put(sixBits);
        putSuperQuants(out, quants, levels == 31);
    }

    private static void putSixBits(byte[] target, int block, int scale, int minimum) {
        if (block < 4) {
            target[block] |= (byte) scale;
            target[block + 4] |= (byte) minimum;
        } else {
            target[block + 4] |= (byte) ((scale & 15) | (minimum & 15) << 4);
            target[block - 4] |= (byte) ((scale >> 4) << 6);
            target[block] |= (byte) ((minimum >> 4) << 6);
        }
    }

    private static void putSuperQuants(ByteBuffer out, int[] quants, boolean fifthBits) {
        for (int l = 0; fifthBits && l < 32; l++) {
            int fifths = 0;
            for (int b = 0; b < 8; b++) {
                fifths |= (quants[32 * b + l] >> 4) << b;
            }
            out.put((byte) fifths);
        }
        for (int pair = 0; pair < 4; pair++) {
            for (int l = 64 * pair; l < 64 * pair + 32; l++) {
                out.put((byte) ((quants[l] & 15) | (quants[l + 32] & 15) << 4));
            }
        }
    }

    private static void q6(ByteBuffer out, float[] block) {
        float[] amplitudes = new float[16];
        for (int b = 0; b < 16; b++) {
            amplitudes[b] = greatest(Arrays.copyOfRange(block, 16 * b, 16 * b + 16)) / 31;
        }
        float scale = Float.float16ToFloat(Float.floatToFloat16(most(amplitudes) / 127));
        byte[] low = new byte[128];
        byte[] high = new byte[64];
        byte[] scales = new byte[16];
        for (int i = 0; i < 256; i++) {
            int s = level(amplitudes[i / 16], scale, 0, 127);
            scales[i / 16] = (byte) s;
            int q = level(block[i], scale * s, -32, 31) + 32;
            int half = i / 128;
            int quarter = i / 32 % 4;
            low[64 * half + 32 * (quarter & 1) + i % 32] |= (byte) ((q & 15) << (quarter / 2 * 4));
            high[32 * half + i % 32] |= (byte) ((q >> 4) << (2 * quarter));
        }
        out.put(low).put(high).put(scales).putShort(Float.floatToFloat16(scale));
    }

    private static int level(float value, float scale, int least, int most) {
        return scale == 0 ? 0 : Math.clamp(Math.round(value / scale), least, most);
    }

    /** Writes {@code value} as f16 and returns what a reader will see. */
    private static float half(ByteBuffer out, float value) {
        short half = Float.floatToFloat16(value);
        out.putShort(half);
        return Float.float16ToFloat(half);
    }

    private static float greatest(float... values) {
        return Math.max(most(values), -least(values));
    }

    private static float most(float... values) {
        float result = values[0];
        for (float value : values) {
            result = Math.max(result, value);
        }
        return result;
    }

    private static float least(float... values) {
        float result = values[0];
        for (float value : values) {
            result = Math.min(result, value);
        }
        return result;
    }
}
