package dev.weir.localmodels.gguf;

/** Little-endian values inside a block. */
final class Blocks {

    private Blocks() {}

    static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | int16(bytes, at + 2) << 16;
    }

    static float half(byte[] bytes, int at) {
        return Float.float16ToFloat((short) int16(bytes, at));
    }

    static int low(byte packed) {
        return packed & 0x0F;
    }

    static int high(byte packed) {
        return (packed & 0xFF) >> 4;
    }
}
