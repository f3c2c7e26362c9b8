package dev.weir.localmodels.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded by {@code local-models/scripts/record_dequantised.py} with the reference implementation. */
class DequantiserTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"})
    void tensor_recordedBlocks_equalTheReferenceBitForBit(GgufTensorType type) throws IOException {
        String[] recorded = recorded(type);
        float[] expected = floats(HexFormat.of().parseHex(recorded[2]));
        Path file = folder.resolve("blocks.gguf");
        new GgufWriter()
                .raw("t", type, List.of((long) expected.length), HexFormat.of().parseHex(recorded[1]))
                .write(file);

        float[] read;
        try (GgufFile gguf = GgufFile.open(file)) {
            read = Dequantiser.tensor(gguf, gguf.tensor("t").orElseThrow());
        }

        assertThat(read).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 0",
        "F16, 0.001",
        "BF16, 0.008",
        "Q4_0, 0.15",
        "Q4_1, 0.08",
        "Q5_0, 0.08",
        "Q5_1, 0.04",
        "Q8_0, 0.006",
        "Q4_K, 0.15",
        "Q5_K, 0.12",
        "Q6_K, 0.04"
    })
    void tensor_quantisedValues_closeToTheOriginal(GgufTensorType type, float tolerance) throws IOException {
        float[] values = values(3 * 512);
        Path file = folder.resolve("values.gguf");
        new GgufWriter().tensor("t", type, List.of(512L, 3L), values).write(file);

        float[] read;
        try (GgufFile gguf = GgufFile.open(file)) {
            read = Dequantiser.tensor(gguf, gguf.tensor("t").orElseThrow());
        }

        assertThat(read).usingComparatorWithPrecision(tolerance + 1e-9f).containsExactly(values);
    }

    @Test
    void rows_aRange_equalsThatPartOfTheWhole() throws IOException {
        Path file = folder.resolve("rows.gguf");
        new GgufWriter()
                .tensor("t", GgufTensorType.Q4_1, List.of(64L, 3L, 2L), values(384))
                .write(file);

        try (GgufFile gguf = GgufFile.open(file)) {
            TensorInfo tensor = gguf.tensor("t").orElseThrow();
            float[] whole = Dequantiser.tensor(gguf, tensor);

            assertThat(Dequantiser.rows(gguf, tensor, 2, 5)).containsExactly(Arrays.copyOfRange(whole, 128, 320));
            assertThat(Dequantiser.rows(gguf, tensor, 6, 6)).isEmpty();
            assertThatThrownBy(() -> Dequantiser.rows(gguf, tensor, 2, 7))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("rows 2 to 7 of 6");
        }
    }

    @Test
    void tensor_moreThanOneChunk_readWhole() throws IOException {
        float[] values = values(32 * 5_000);
        Path file = folder.resolve("large.gguf");
        new GgufWriter()
                .tensor("t", GgufTensorType.Q8_0, List.of(32L, 5_000L), values)
                .write(file);

        try (GgufFile gguf = GgufFile.open(file)) {
            float[] read = Dequantiser.tensor(gguf, gguf.tensor("t").orElseThrow());

            assertThat(read[read.length - 1]).isCloseTo(values[values.length - 1], within(0.006f));
            assertThat(read[32 * 1024]).isCloseTo(values[32 * 1024], within(0.006f));
        }
    }

    @Test
    void tensor_typeThatIsNotRead_refusedByName() throws IOException {
        Path file = folder.resolve("iq.gguf");
        new GgufWriter()
                .raw("blk.0.w", GgufTensorType.IQ4_NL, List.of(32L), new byte[18])
                .write(file);

        try (GgufFile gguf = GgufFile.open(file)) {
            TensorInfo tensor = gguf.tensor("blk.0.w").orElseThrow();

            assertThatThrownBy(() -> Dequantiser.tensor(gguf, tensor))
                    .isInstanceOf(UnsupportedTensorTypeException.class)
                    .hasMessageContaining("`blk.0.w` is stored as IQ4_NL");
        }
    }

    private static float[] values(int count) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static String[] recorded(GgufTensorType type) throws IOException {
        try (InputStream in = Objects.requireNonNull(DequantiserTest.class.getResourceAsStream("dequantised.tsv"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(fields -> fields[0].equals(type.name()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
