package dev.weir.localmodels.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamDecoderTest {

    private static final String SAMPLE = "aé…😀\uFFFDVit Việt 你好 👩‍💻e\u0301\u0000";

    @Test
    void append_characterInParts_heldBackUntilWhole() {
        StreamDecoder decoder = new StreamDecoder();

        assertThat(decoder.append(hex("61f09f"))).isEqualTo("a");
        assertThat(decoder.append(hex("98"))).isEmpty();
        assertThat(decoder.append(hex("8062"))).isEqualTo("😀b");
        assertThat(decoder.finish()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"e282, \uFFFD", "61ff62, a\uFFFDb", "c328, \uFFFD(", "e28261, \uFFFDa", "f09f98, \uFFFD", "80, \uFFFD"})
    void finish_bytesThatAreNoCharacter_replaced(String bytes, String text) {
        StreamDecoder decoder = new StreamDecoder();

        assertThat(decoder.append(hex(bytes)) + decoder.finish()).isEqualTo(text);
    }

    @Test
    void append_wholeCharactersInAnyCut_everyPieceAtOnce() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 500; round++) {
            assertThat(joined(SAMPLE.getBytes(UTF_8), random)).isEqualTo(SAMPLE);
        }
    }

    @Test
    void append_arbitraryBytesInAnyCut_equalsDecodingAtOnce() {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = damaged(SAMPLE.getBytes(UTF_8), random);

            assertThat(joined(bytes, random)).isEqualTo(new String(bytes, UTF_8));
        }
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static String joined(byte[] bytes, SplittableRandom random) {
        StreamDecoder decoder = new StreamDecoder();
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + random.nextInt(5));
            String piece = decoder.append(Arrays.copyOfRange(bytes, from, to));
            assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isTrue();
            text.append(piece);
            from = to;
        }
        return text.append(decoder.finish()).toString();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
