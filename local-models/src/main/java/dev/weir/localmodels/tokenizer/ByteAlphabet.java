package dev.weir.localmodels.tokenizer;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The alphabet in which byte-level BPE vocabularies are written: each byte is a printable character.
 *
 * <p>Source: {@code bytes_to_unicode} of GPT-2. Printable Latin-1 stands for itself, the other 68 bytes for U+0100 to
 * U+0143 in order.
 */
final class ByteAlphabet {

    private static final int FIRST_STAND_IN = 0x100;
    private static final short[] BYTE_OF = byteOf();

    private ByteAlphabet() {}

    /** The bytes that {@code token} stands for, or empty if it holds a character outside the alphabet. */
    static Optional<byte[]> decode(String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(token.length());
        for (int i = 0; i < token.length(); i++) {
            char symbol = token.charAt(i);
            if (symbol >= BYTE_OF.length || BYTE_OF[symbol] < 0) {
                return Optional.empty();
            }
            bytes.write(BYTE_OF[symbol]);
        }
        return Optional.of(bytes.toByteArray());
    }

    private static short[] byteOf() {
        short[] table = new short[FIRST_STAND_IN + 68];
        int standIn = FIRST_STAND_IN;
        for (short value = 0; value < 256; value++) {
            if (isPrintable(value)) {
                table[value] = value;
            } else {
                if (value < table.length) {
                    table[value] = -1;
                }
                table[standIn++] = value;
            }
        }
        return table;
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
    }
}
