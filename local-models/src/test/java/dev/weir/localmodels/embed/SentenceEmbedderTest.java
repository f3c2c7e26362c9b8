package dev.weir.localmodels.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SentenceEmbedderTest {

    private static SentenceEmbedder embedder;

    @BeforeAll
    static void open() {
        embedder = SentenceEmbedder.bundled(new OnnxSessionOptions(1, OnnxSessionOptions.DEFAULT_SPIN))
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void embed_sameMeaning_closerThanAnother() {
        float[] question = embedder.embed("How do I change my password?");

        assertThat(cosine(question, embedder.embed("I'd like to reset my login credentials.")))
                .isGreaterThan(0.4)
                .isGreaterThan(cosine(question, embedder.embed("The orbit of Mars is an ellipse.")) + 0.3);
    }

    @Test
    void embed_anyText_unitLengthAndSameAgain() {
        for (String text : List.of("", "a", "word ".repeat(50_000), "\u4f60\u597d", "\ud83d\ude00\u0000\ud800")) {
            float[] vector = embedder.embed(text);

            assertThat(vector).hasSize(SentenceEmbedder.SIZE);
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-4));
            assertThat(embedder.embed(text)).isEqualTo(vector);
        }
    }

    @Test
    void embed_longText_readsItsBeginningAndItsEnd() {
        String middle = "lorem ipsum dolor ".repeat(2000);
        float[] plain = embedder.embed(middle);

        assertThat(embedder.embed("Prove Fermat's last theorem. " + middle)).isNotEqualTo(plain);
        assertThat(embedder.embed(middle + " Prove Fermat's last theorem.")).isNotEqualTo(plain);
    }

    @Test
    void embed_fromManyThreads_sameVectors() throws Exception {
        float[] alone = embedder.embed("What is the capital of France?");
        List<Future<float[]>> answers = new ArrayList<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<float[]> call = () -> embedder.embed("What is the capital of France?");
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(call));
            }
        }

        for (Future<float[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(alone);
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
        }
        return product;
    }
}
