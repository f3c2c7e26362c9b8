package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.GgufTensorType;
import dev.weir.localmodels.gguf.GgufWriter;
import dev.weir.localmodels.importer.ImportedModel;
import dev.weir.localmodels.importer.ModelImporter;
import dev.weir.localmodels.importer.PlainTransformer;
import dev.weir.localmodels.importer.TinyModel;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Imported graphs of tiny models against plain arithmetic on the same file, for every type of tensor. */
class ImportedGraphTest {

    private static final String HASH = "0".repeat(64);
    private static final int CHUNK = 5;
    private static final int TOKENS = 2 * CHUNK + 3;
    private static final double EXACT_ERROR = 2e-4;

    @TempDir
    private Path folder;

    static Stream<GgufTensorType> types() {
        return Arrays.stream(GgufTensorType.values()).filter(GgufTensorType::isSupported);
    }

    @ParameterizedTest
    @MethodSource("types")
    void exact_llamaOfEachType_equalsPlainArithmetic(GgufTensorType type) throws IOException {
        assertThat(greatestError(TinyModel.llama(type), Precision.EXACT)).isLessThan(EXACT_ERROR);
    }

    @ParameterizedTest
    @MethodSource("types")
    void exact_qwen2OfEachType_equalsPlainArithmetic(GgufTensorType type) throws IOException {
        assertThat(greatestError(TinyModel.qwen2(type), Precision.EXACT)).isLessThan(EXACT_ERROR);
    }

    @Test
    void exact_typesMixedAsLlamaQuantizeDoes_equalsPlainArithmetic() throws IOException {
        TinyModel mixed = TinyModel.llama(GgufTensorType.Q4_K)
                .with("token_embd.weight", GgufTensorType.Q6_K)
                .with("blk.0.attn_v.weight", GgufTensorType.Q6_K)
                .with("blk.1.ffn_down.weight", GgufTensorType.Q5_0);

        assertThat(greatestError(mixed, Precision.EXACT)).isLessThan(EXACT_ERROR);
    }

    @Test
    void exact_rotaryFactors_equalsPlainArithmetic() throws IOException {
        TinyModel model = TinyModel.llama(GgufTensorType.F32).withRopeFactors();

        assertThat(greatestError(model, Precision.EXACT)).isLessThan(EXACT_ERROR);
    }

    @ParameterizedTest
    @EnumSource(
            value = GgufTensorType.class,
            mode = Mode.INCLUDE,
            names = {"Q4_0", "Q4_1", "Q5_1", "Q8_0", "Q6_K"})
    void fast_quantised_nearPlainArithmetic(GgufTensorType type) throws IOException {
        double error = greatestError(TinyModel.llama(type), Precision.FAST);

        assertThat(error).isBetween(EXACT_ERROR, 0.1);
    }

    /** Greatest difference of any logit, as a share of the greatest logit: chunks of a prompt, then single tokens. */
    private double greatestError(TinyModel model, Precision precision) throws IOException {
        Path path = folder.resolve("model.gguf");
        GgufWriter writer = model.gguf();
        writer.write(path);
        try (GgufFile file = GgufFile.open(path)) {
            double[][] expected = new double[TOKENS][];
            PlainTransformer plain = new PlainTransformer(file, TOKENS);
            int[] tokens = TinyModel.tokens(TOKENS);
            Arrays.setAll(expected, i -> plain.append(tokens[i]));
            ImportedModel imported = ModelImporter.importModel(file, HASH, folder.resolve("cache"));
            return difference(expected, computed(imported, precision, tokens));
        }
    }

    private static float[][] computed(ImportedModel imported, Precision precision, int... tokens) {
        OnnxSessionOptions options = new OnnxSessionOptions(2, OnnxSessionOptions.DEFAULT_SPIN);
        try (OnnxSession session = OnnxSession.open(imported.graph(precision), options);
                Decoder decoder = new Decoder(session, imported.hyperparameters());
                KvCache cache = new KvCache(imported.hyperparameters(), TOKENS)) {
            float[][] logits = new float[TOKENS][];
            int done = 0;
            while (done < TOKENS) {
                int end = done < 2 * CHUNK ? done + CHUNK : done + 1;
                float[][] chunk = decoder.appendEach(cache, Arrays.copyOfRange(tokens, done, end));
                System.arraycopy(chunk, 0, logits, done, chunk.length);
                done = end;
            }
            return logits;
        }
    }

    private static double difference(double[][] expected, float[][] actual) {
        double greatest = 0;
        double error = 0;
        for (int row = 0; row < expected.length; row++) {
            for (int i = 0; i < expected[row].length; i++) {
                greatest = Math.max(greatest, Math.abs(expected[row][i]));
                error = Math.max(error, Math.abs(expected[row][i] - actual[row][i]));
            }
        }
        return error / greatest;
    }
}
