package dev.weir.localmodels.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Turns tokens into text as they come. Bytes of a character that isn't whole yet are held back; bytes that can be no part
 * of a character become U+FFFD. The pieces joined equal the decoding of all bytes at once. Not thread-safe; one per answer.
 */
public final class StreamDecoder {

    private static final int LONGEST_CHARACTER = 4;

    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** Bytes of an unfinished character, ready to be read. */
    private ByteBuffer held = ByteBuffer.allocate(0);

    /** Takes a token's bytes and returns the characters that are whole now. */
    public String append(byte[] bytes) {
        return decode(bytes, false);
    }

    /** What was held back, now that the text ends. */
    public String finish() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] bytes, boolean isEnd) {
        ByteBuffer in = ByteBuffer.allocate(held.remaining() + bytes.length)
                .put(held)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
        decoder.decode(in, out, isEnd);
        if (isEnd) {
            decoder.flush(out);
            decoder.reset();
        }
        held = in;
        return out.flip().toString();
    }
}
