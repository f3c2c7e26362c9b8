package dev.weir.localmodels.gguf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or damaged file claims, and what it is told. */
class GgufRefusalTest {

    private static final int KEY_COUNT_AT = 16;
    private static final int TENSOR_COUNT_AT = 8;

    @TempDir
    Path folder;

    @Test
    void open_emptyFile_noGguf() throws IOException {
        assertRefused(new byte[0], "does not start with `GGUF`");
    }

    @Test
    void open_otherFormat_noGguf() throws IOException {
        assertRefused("PK\3\4 a zip file, say".getBytes(ISO_8859_1), "does not start with `GGUF`");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, -1})
    void open_otherVersion_refused(int version) throws IOException {
        assertRefused(new GgufWriter().version(version), "GGUF version " + Integer.toUnsignedString(version));
    }

    @Test
    void open_bigEndian_namedAsSuch() throws IOException {
        assertRefused(new GgufWriter().version(Integer.reverseBytes(3)), "big-endian");
    }

    @Test
    void open_countsBeyondAllMeasure_refused() throws IOException {
        byte[] file = new GgufWriter().text("k", "v").toBytes();

        assertRefused(patched(file, KEY_COUNT_AT, Long.MAX_VALUE), "metadata keys");
        assertRefused(patched(file, KEY_COUNT_AT, -1), "metadata keys");
        assertRefused(patched(file, TENSOR_COUNT_AT, 1L << 40), "tensors");
        assertRefused(patched(file, TENSOR_COUNT_AT, 65_536), "");
    }

    @Test
    void open_longString_refused() throws IOException {
        byte[] file = new GgufWriter().text("k", "v").toBytes();
        int valueLengthAt = 24 + 8 + 1 + 4;

        assertRefused(patched(file, valueLengthAt, 1L << 50), "the length of a metadata string is 1125899906842624");
        assertRefused(patched(file, valueLengthAt, 1 << 20), "the file ends at byte");
    }

    @Test
    void open_arrayLongerThanTheFile_refusedBeforeAllocation() throws IOException {
        byte[] file = new GgufWriter().wholes("k", 1).toBytes();
        int lengthAt = 24 + 8 + 1 + 4 + 4;

        assertRefused(patched(file, lengthAt, 4_000_000), "a metadata array of 4000000 elements");
        assertRefused(patched(file, lengthAt, 1L << 33), "the length of a metadata array is 8589934592");
    }

    @Test
    void open_arraysInArrays_refusedBelowTheFourth() throws IOException {
        assertRefused(new GgufWriter().nested("k", 5), "nest deeper than 4");
    }

    @Test
    void open_keyTwice_refused() throws IOException {
        byte[] file = new GgufWriter().whole("k1", 1).whole("k2", 2).toBytes();
        file[new String(file, ISO_8859_1).indexOf("k2") + 1] = '1';

        assertRefused(file, "metadata key 1 repeats");
    }

    @Test
    void open_textThatIsNoUtf8_refused() throws IOException {
        byte[] file = new GgufWriter().text("k", "vv").toBytes();
        file[new String(file, ISO_8859_1).indexOf("vv")] = (byte) 0xC3;

        assertRefused(file, "not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 24, 33, 1 << 24, -32})
    void open_oddAlignment_refused(int alignment) throws IOException {
        assertRefused(new GgufWriter().whole("general.alignment", alignment), "general.alignment");
    }

    @Test
    void open_tensorTwice_refused() throws IOException {
        assertRefused(
                new GgufWriter()
                        .tensor("a", GgufTensorType.F32, List.of(1L), 1)
                        .tensor("a", GgufTensorType.F32, List.of(1L), 1),
                "tensor 1 repeats");
    }

    @Test
    void open_unknownTensorType_refused() throws IOException {
        assertRefused(new GgufWriter().entry("a", 77, List.of(32L), 0), "unknown type 77");
    }

    @Test
    void open_shapesThatCannotBe_refused() throws IOException {
        assertRefused(new GgufWriter().entry("a", 0, List.of(1L, 1L, 1L, 1L, 1L), 0), "5 dimensions");
        assertRefused(new GgufWriter().entry("a", 0, List.of(), 0), "0 dimensions");
        assertRefused(new GgufWriter().entry("a", 0, List.of(4L, 0L), 0), "dimension 1 of tensor 0 is 0");
        assertRefused(new GgufWriter().entry("a", 0, List.of(1L << 31), 0), "dimension 0 of tensor 0 is 2147483648");
        assertRefused(new GgufWriter().entry("a", 2, List.of(33L), 0), "rows of 33 elements");
        assertRefused(
                new GgufWriter().entry("a", 0, List.of(0x7FFF_FFFFL, 0x7FFF_FFFFL, 0x7FFF_FFFFL), 0),
                "more elements than can be counted");
        assertRefused(
                new GgufWriter().entry("a", 0, List.of(0x7FFF_FFFFL, 0x7FFF_FFFFL, 2L), 0),
                "more elements than can be counted");
    }

    @Test
    void open_extentsThatCannotBe_refused() throws IOException {
        GgufWriter pastTheEnd = new GgufWriter().entry("a", 0, List.of(8L), 0);
        assertRefused(pastTheEnd, "needs 32 bytes from offset 0, but the data section has 0");
        assertRefused(new GgufWriter().entry("a", 0, List.of(8L), Long.MAX_VALUE - 31), "needs 32 bytes");
        assertRefused(new GgufWriter().entry("a", 0, List.of(8L), -32), "the offset of tensor 0");
        assertRefused(new GgufWriter().entry("a", 0, List.of(8L), 8), "not aligned");
        assertRefused(
                new GgufWriter()
                        .tensor("a", GgufTensorType.F32, List.of(16L), new float[16])
                        .entry("b", 0, List.of(8L), 32),
                "tensor `b` overlaps");
    }

    private void assertRefused(GgufWriter writer, String because) throws IOException {
        assertRefused(writer.toBytes(), because);
    }

    private void assertRefused(byte[] bytes, String because) throws IOException {
        Path file = folder.resolve("m.gguf");
        Files.write(file, bytes);

        assertThatThrownBy(() -> GgufFile.open(file).close())
                .isInstanceOf(MalformedGgufException.class)
                .hasMessageContaining(because);
    }

    private static byte[] patched(byte[] file, int at, long value) {
        byte[] copy = file.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        return copy;
    }
}
