package dev.weir.localmodels.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.GgufTensorType;
import dev.weir.localmodels.gguf.GgufWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImporterTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    private Path folder;

    private ImportedModel importModel(GgufWriter writer) throws IOException {
        Path path = folder.resolve("model.gguf");
        writer.write(path);
        try (GgufFile file = GgufFile.open(path)) {
            return ModelImporter.importModel(file, HASH, folder.resolve("cache"));
        }
    }

    private static GgufWriter tiny() {
        return TinyModel.llama(GgufTensorType.Q4_0).gguf();
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
            return all.toList();
        }
    }

    @Test
    void importModel_sound_oneFolderWithBothGraphs() throws IOException {
        ImportedModel model = importModel(tiny());

        assertThat(cached()).containsExactly(model.folder());
        assertThat(model.graph(Precision.EXACT)).isRegularFile();
        assertThat(model.graph(Precision.FAST)).isRegularFile();
        assertThat(model.hyperparameters().vocabulary()).isEqualTo(TinyModel.VOCABULARY);
    }

    @Test
    void importModel_again_usesTheFirst() throws IOException {
        Path graph = importModel(tiny()).graph(Precision.EXACT);
        Files.setLastModifiedTime(graph, LONG_AGO);

        importModel(tiny());

        assertThat(Files.getLastModifiedTime(graph)).isEqualTo(LONG_AGO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.bin", "exact.onnx", "fast.onnx", "seal"})
    void importModel_oneByteChanged_importedAnew(String name) throws IOException {
        Path damaged = importModel(tiny()).folder().resolve(name);
        byte[] sound = Files.readAllBytes(damaged);
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            file.seek(sound.length / 2);
            file.write(sound[sound.length / 2] ^ 1);
        }

        importModel(tiny());

        assertThat(damaged).hasBinaryContent(sound);
        assertThat(cached()).hasSize(1);
    }

    @Test
    void importModel_interruptedBefore_importedAnew() throws IOException {
        Path seal = importModel(tiny()).folder().resolve("seal");
        Files.delete(seal);

        importModel(tiny());

        assertThat(seal).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token_embd.weight", "blk.1.ffn_down.weight", "blk.0.attn_norm.weight", "output_norm.weight"})
    void importModel_tensorMissing_refusedByName(String tensor) throws IOException {
        assertRefused(TinyModel.llama(GgufTensorType.Q8_0).without(tensor).gguf(), "no tensor `" + tensor + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blk.0.attn_k.weight", "blk.1.ffn_gate.weight", "blk.1.ffn_down.weight"})
    void importModel_tensorOfWrongShape_refusedByName(String tensor) throws IOException {
        assertRefused(TinyModel.llama(GgufTensorType.Q8_0).widened(tensor).gguf(), "tensor `" + tensor + "` has shape");
    }

    @Test
    void importModel_biasMissingInQwen_refused() throws IOException {
        assertRefused(
                TinyModel.qwen2(GgufTensorType.F32).without("blk.0.attn_k.bias").gguf(),
                "no tensor `blk.0.attn_k.bias`");
    }

    @Test
    void importModel_tensorThatNobodyKnows_refused() throws IOException {
        assertRefused(
                TinyModel.llama(GgufTensorType.F16)
                        .adding("blk.0.attn_q_norm.weight")
                        .gguf(),
                "`blk.0.attn_q_norm.weight`");
    }

    @Test
    void importModel_unknownArchitecture_refusedWithThoseKnown() throws IOException {
        assertRefused(TinyModel.of("mamba").gguf(), "`mamba` are not supported; llama, qwen2 are");
    }

    @ParameterizedTest
    @CsvSource({
        "block_count, 0",
        "block_count, 2147483647",
        "block_count, 1024",
        "embedding_length, 2147483647",
        "embedding_length, 128",
        "feed_forward_length, -1",
        "feed_forward_length, 131072",
        "context_length, 0",
        "attention.head_count, 0",
        "attention.head_count, 3",
        "attention.head_count, 1024",
        "attention.head_count_kv, 3",
        "attention.head_count_kv, 4",
        "attention.key_length, 512",
        "attention.value_length, 32",
        "rope.dimension_count, 32",
        "expert_count, 8",
        "attention.sliding_window, 128"
    })
    void importModel_impossibleMetadata_refused(String key, int value) throws IOException {
        assertRefused(tiny().whole("llama." + key, value), "");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
    void importModel_impossibleRotation_refused(float base) throws IOException {
        assertRefused(tiny().real("llama.rope.freq_base", base), "rope.freq_base");
    }

    @Test
    void importModel_unknownRotaryScaling_refused() throws IOException {
        assertRefused(tiny().text("llama.rope.scaling.type", "yarn"), "`yarn`");
    }

    @Test
    void importModel_metadataOfWrongKind_refused() throws IOException {
        assertRefused(tiny().text("llama.block_count", "two"), "llama.block_count");
    }

    private void assertRefused(GgufWriter writer, String reason) throws IOException {
        assertThatExceptionOfType(ModelImportException.class)
                .isThrownBy(() -> importModel(writer))
                .withMessageContaining(reason);
        if (Files.exists(folder.resolve("cache"))) {
            assertThat(cached()).isEmpty();
        }
    }
}
