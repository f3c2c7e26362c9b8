package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.localmodels.Precision;
import dev.weir.localmodels.generation.ReferenceFixture.RecordedPrompt;
import dev.weir.localmodels.generation.ReferenceFixture.RecordedText;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.importer.ImportedModel;
import dev.weir.localmodels.importer.ModelImporter;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The proof that the engine computes the model: the real file, beside what llama.cpp computes from the same weights in
 * 32-bit floats.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceEquivalenceTest {

    private static final int CHUNK = ActiveGeneration.PROMPT_CHUNK;
    private static final int WINDOW = 1024;
    private static final double LEAST_COSINE = 0.999;
    private static final int LEAST_EQUAL_ANSWERS = 18;
    private static final double PERPLEXITY_SHARE = 0.01;

    private final ReferenceFixture fixture = ReferenceFixture.read();
    private ImportedModel imported;
    private OnnxSession session;
    private Decoder decoder;

    @BeforeAll
    void load() throws IOException {
        try (GgufFile file = GgufFile.open(DefaultModel.path())) {
            imported = ModelImporter.importModel(file, DefaultModel.HASH, DefaultModel.CACHE.resolve("imports"));
        }
        session = OnnxSession.open(
                imported.graph(Precision.EXACT), new OnnxSessionOptions(2, OnnxSessionOptions.DEFAULT_SPIN));
        decoder = new Decoder(session, imported.hyperparameters());
    }

    @AfterAll
    void unload() {
        decoder.close();
        session.close();
    }

    @Test
    void fixture_isOfThisModel() {
        assertThat(fixture.modelHash()).isEqualTo(DefaultModel.HASH);
        assertThat(fixture.prompts()).hasSize(20);
    }

    @Test
    void logits_twentyPrompts_sameDirectionAsTheReference() {
        List<Double> cosines = new ArrayList<>();
        for (RecordedPrompt prompt : fixture.prompts()) {
            try (KvCache cache = new KvCache(imported.hyperparameters(), WINDOW)) {
                cosines.add(cosine(prompt.logits(), read(cache, prompt.tokens())));
            }
        }
        System.out.printf(
                "reference: cosine of logits at least %.7f%n",
                cosines.stream().mapToDouble(d -> d).min().orElse(0));

        assertThat(cosines).allSatisfy(cosine -> assertThat(cosine).isGreaterThanOrEqualTo(LEAST_COSINE));
    }

    @Test
    void greedy_twentyPrompts_sameAnswersAsTheReference() {
        List<String> deviations = fixture.prompts().stream()
                .map(this::deviation)
                .flatMap(Optional::stream)
                .toList();
        System.out.printf("reference: %d of 20 answers differ %s%n", deviations.size(), deviations);

        assertThat(deviations).hasSizeLessThanOrEqualTo(20 - LEAST_EQUAL_ANSWERS);
    }

    @Test
    void perplexity_fixedText_withinOnePercent() {
        RecordedText text = fixture.text();
        double total = 0;
        try (KvCache cache = new KvCache(imported.hyperparameters(), WINDOW)) {
            for (int from = 0; from < text.tokens().length; from += CHUNK) {
                int to = Math.min(text.tokens().length, from + CHUNK);
                float[][] logits = decoder.appendEach(cache, Arrays.copyOfRange(text.tokens(), from, to));
                for (int i = from; i < Math.min(to, text.tokens().length - 1); i++) {
                    total -= logProbability(logits[i - from], text.tokens()[i + 1]);
                }
            }
        }
        double perplexity = Math.exp(total / (text.tokens().length - 1));
        System.out.printf("reference: perplexity %.5f, here %.5f%n", text.perplexity(), perplexity);

        assertThat(perplexity).isCloseTo(text.perplexity(), within(PERPLEXITY_SHARE * text.perplexity()));
    }

    @Test
    void append_cacheOutgrowsItsFirstBuffers_sameAsWithRoomFromTheStart() {
        int[] text = fixture.text().tokens();
        try (KvCache growing = new KvCache(imported.hyperparameters(), WINDOW);
                KvCache roomy = new KvCache(imported.hyperparameters(), WINDOW)) {
            roomy.reserve(WINDOW);

            float[] grown = readAcrossTheBorder(growing, text);
            float[] expected = readAcrossTheBorder(roomy, text);

            assertThat(growing.capacity()).isEqualTo(WINDOW);
            assertThat(grown).isEqualTo(expected);
        }
    }

    /** Reads most of a text in chunks and the rest token by token. */
    private float[] readAcrossTheBorder(KvCache cache, int... text) {
        read(cache, Arrays.copyOf(text, CHUNK));
        read(cache, Arrays.copyOfRange(text, CHUNK, 2 * CHUNK - 3));
        float[] last = {};
        for (int i = 2 * CHUNK - 3; i < 2 * CHUNK + 5; i++) {
            last = read(cache, text[i]);
        }
        return last;
    }

    /** Where an answer leaves the reference's, and how little the reference preferred its own token there. */
    private Optional<String> deviation(RecordedPrompt prompt) {
        try (KvCache cache = new KvCache(imported.hyperparameters(), WINDOW)) {
            float[] logits = read(cache, prompt.tokens());
            for (int i = 0; i < prompt.greedy().length; i++) {
                int token = likeliest(logits);
                if (token != prompt.greedy()[i]) {
                    return Optional.of("%s at token %d, where the reference's lead is %.5f"
                            .formatted(prompt, i, prompt.leads()[i]));
                }
                logits = copy(decoder.append(cache, token));
            }
        }
        return Optional.empty();
    }

    private float[] read(KvCache cache, int... tokens) {
        return copy(decoder.append(cache, tokens));
    }

    private static float[] copy(FloatBuffer logits) {
        float[] copy = new float[logits.remaining()];
        logits.get(copy);
        return copy;
    }

    private static int likeliest(float... logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private static double logProbability(float[] logits, int token) {
        double most = logits[likeliest(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return logits[token] - most - Math.log(sum);
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            lengthA += (double) a[i] * a[i];
            lengthB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(lengthA * lengthB);
    }
}
