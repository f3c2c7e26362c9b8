package dev.weir.localmodels.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void open_everyKindOfValue_readBack(int version) throws IOException {
        GgufWriter writer = new GgufWriter()
                .version(version)
                .text("general.name", "Tiny – ☃")
                .whole("llama.block_count", 0xFFFF_FFFF)
                .large("size", 1L << 40)
                .real("epsilon", 1e-5f)
                .flag("bos", true)
                .texts("tokens", List.of("a", "", "Ġb"))
                .wholes("types", 1, -3)
                .reals("scores", 0.5f, -2f)
                .nested("odd", 3);

        try (GgufFile file = open(writer)) {
            assertThat(file.string("general.name")).contains("Tiny – ☃");
            assertThat(file.integer("llama.block_count")).hasValue(0xFFFF_FFFFL);
            assertThat(file.integer("size")).hasValue(1L << 40);
            assertThat(file.number("epsilon")).hasValue(1e-5f);
            assertThat(file.number("size")).hasValue(0x1p40);
            assertThat(file.flag("bos")).contains(true);
            assertThat(file.strings("tokens")).containsExactly("a", "", "Ġb");
            assertThat(file.integers("types")).containsExactly(1, -3);
            assertThat(file.floats("scores")).containsExactly(0.5f, -2f);
        }
    }

    @Test
    void accessors_absentKey_empty() throws IOException {
        try (GgufFile file = open(new GgufWriter())) {
            assertThat(file.string("x")).isEmpty();
            assertThat(file.integer("x")).isEmpty();
            assertThat(file.number("x")).isEmpty();
            assertThat(file.flag("x")).isEmpty();
            assertThat(file.strings("x")).isEmpty();
            assertThat(file.integers("x")).isEmpty();
            assertThat(file.floats("x")).isEmpty();
            assertThat(file.tensor("x")).isEmpty();
            assertThat(file.tensors()).isEmpty();
        }
    }

    @Test
    void accessors_otherKind_refused() throws IOException {
        try (GgufFile file = open(new GgufWriter().text("t", "1").whole("w", 1).texts("ts", List.of("1")))) {
            assertThatThrownBy(() -> file.integer("t")).hasMessage("metadata `t` is not an integer");
            assertThatThrownBy(() -> file.number("t")).hasMessage("metadata `t` is not a number");
            assertThatThrownBy(() -> file.flag("w")).hasMessage("metadata `w` is not a flag");
            assertThatThrownBy(() -> file.string("w")).hasMessage("metadata `w` is not a string");
            assertThatThrownBy(() -> file.strings("w")).hasMessage("metadata `w` is not an array of strings");
            assertThatThrownBy(() -> file.integers("ts")).hasMessage("metadata `ts` is not an array of integers");
            assertThatThrownBy(() -> file.floats("ts"))
                    .isInstanceOf(MalformedGgufException.class)
                    .hasMessage("metadata `ts` is not an array of floating-point numbers");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 256})
    void data_severalTensors_eachItsOwnBytes(int alignment) throws IOException {
        GgufWriter writer = new GgufWriter()
                .alignment(alignment)
                .tensor("a", GgufTensorType.F32, List.of(3L), 1, 2, 3)
                .tensor("b", GgufTensorType.F16, List.of(2L, 2L), 4, 5, 6, 7);

        try (GgufFile file = open(writer)) {
            assertThat(file.tensors()).extracting(TensorInfo::name).containsExactly("a", "b");
            TensorInfo second = file.tensor("b").orElseThrow();
            assertThat(second)
                    .isEqualTo(new TensorInfo(
                            "b", GgufTensorType.F16, List.of(2L, 2L), Math.ceilDiv(12, alignment) * (long) alignment));
            assertThat(second.bytes()).isEqualTo(8);
            assertThat(file.data(second).byteSize()).isEqualTo(8);
            assertThat(file.data(second).isReadOnly()).isTrue();
            assertThat(Dequantiser.tensor(file, second)).containsExactly(4, 5, 6, 7);
        }
    }

    @Test
    void data_tensorOfAnotherFile_refused() throws IOException {
        try (GgufFile file = open(new GgufWriter().tensor("a", GgufTensorType.F32, List.of(1L), 1))) {
            TensorInfo foreign = new TensorInfo("a", GgufTensorType.F32, List.of(1_000L), 0);

            assertThatThrownBy(() -> file.data(foreign)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void close_twice_viewsNoLongerReadable() throws IOException {
        GgufFile file = open(new GgufWriter().tensor("a", GgufTensorType.F32, List.of(1L), 1));
        MemorySegment view = file.data(file.tensor("a").orElseThrow());

        file.close();
        file.close();

        assertThat(view.scope().isAlive()).isFalse();
    }

    @Test
    void open_noSuchFile_ioException() {
        assertThatThrownBy(() -> GgufFile.open(folder.resolve("none.gguf"))).isInstanceOf(NoSuchFileException.class);
    }

    private GgufFile open(GgufWriter writer) throws IOException {
        Path file = Files.createTempFile(folder, "m", ".gguf");
        writer.write(file);
        return GgufFile.open(file);
    }
}
