package dev.weir.localmodels.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {

    private static final OnnxSessionOptions OPTIONS = new OnnxSessionOptions(1, OnnxSessionOptions.DEFAULT_SPIN);

    @TempDir
    private Path folder;

    /** {@code y = alpha * (x * w) + 1}, with w in a file of its own behind another tensor. */
    private Path model() throws IOException {
        OnnxModel model = new OnnxModel("test");
        Dimension rows = new Dimension.Named("rows");
        model.input("x", ElementType.FLOAT, rows, new Dimension.Fixed(2));
        model.output("y", ElementType.FLOAT, rows, new Dimension.Fixed(3));
        try (WeightsFile weights = WeightsFile.create(folder, "weights.bin")) {
            weights.append("other", ElementType.UINT8, List.of(5L), new byte[5]);
            model.constant(weights.append("w", List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, 6}));
        }
        model.add(Node.standard("Gemm", List.of("x", "w"), List.of("product"), Attribute.of("alpha", 0.5f)));
        model.add(Node.standard("Add", List.of("product", model.scalar("one", 1)), List.of("y")));
        return Files.write(folder.resolve("model.onnx"), model.encode());
    }

    @Test
    void run_externalWeights_computedIntoTheGivenTensor() throws IOException {
        try (OnnxSession session = OnnxSession.open(model(), OPTIONS);
                NativeTensor x = NativeTensor.zeros(ElementType.FLOAT, 2, 2);
                NativeTensor y = NativeTensor.zeros(ElementType.FLOAT, 2, 3)) {
            x.floats().put(new float[] {1, 0, 2, 1});

            session.run(Map.of("x", x), Map.of("y", y));

            float[] computed = new float[6];
            y.floats().get(computed);
            assertThat(computed).containsExactly(1.5f, 2, 2.5f, 4, 5.5f, 7);
        }
    }

    @Test
    void run_inputOfWrongShape_fails() throws IOException {
        try (OnnxSession session = OnnxSession.open(model(), OPTIONS);
                NativeTensor x = NativeTensor.zeros(ElementType.FLOAT, 2, 5);
                NativeTensor y = NativeTensor.zeros(ElementType.FLOAT, 2, 3)) {
            assertThatExceptionOfType(OnnxException.class)
                    .isThrownBy(() -> session.run(Map.of("x", x), Map.of("y", y)));
        }
    }

    @Test
    void open_noModel_fails() throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.onnx"), new byte[] {1, 2, 3});

        assertThatExceptionOfType(OnnxException.class).isThrownBy(() -> OnnxSession.open(damaged, OPTIONS));
    }

    @Test
    void append_bytesOfAnotherSize_refused() throws IOException {
        try (WeightsFile weights = WeightsFile.create(folder, "weights.bin")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> weights.append("w", ElementType.UINT8, List.of(4L), new byte[3]))
                    .withMessageContaining("`w`");
        }
    }

    @Test
    void zeros_tooBig_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NativeTensor.zeros(ElementType.FLOAT, 1 << 16, 1 << 16));
    }

    @Test
    void close_twice_once() {
        NativeTensor tensor = NativeTensor.zeros(ElementType.INT32, 4);

        tensor.close();
        tensor.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tensor.ints().put(0, 1));
    }
}
