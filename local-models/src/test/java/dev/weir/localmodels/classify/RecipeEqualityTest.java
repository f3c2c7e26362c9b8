package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The training recipe in Python and this package see the same pieces and find the same spans in invented sentences. */
class RecipeEqualityTest {

    /** Kernels differ a little between builds of ONNX Runtime and processors; labels and offsets may not. */
    private static final double SCORE_TOLERANCE = 0.05;

    static Stream<JsonNode> sentences() throws IOException {
        try (InputStream in = Objects.requireNonNull(RecipeEqualityTest.class.getResourceAsStream("recipe.json"))) {
            return new JsonMapper().readTree(in).valueStream().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void window_sentence_asInTheRecipe(JsonNode sentence) {
        ClassifierManifest manifest = BundledClassifier.INSTANCE.manifest();
        String text = sentence.get("text").asString();

        List<Window> windows = Window.over(
                WordSplitter.split(text), ClassifierFiles.vocabulary(manifest), manifest.room(), manifest.overlap());

        assertThat(windows.stream().flatMapToInt(window -> IntStream.of(window.tokens())))
                .containsExactlyElementsOf(integers(sentence.get("tokens")));
        assertThat(windows.stream().flatMapToInt(window -> IntStream.of(window.shapes())))
                .containsExactlyElementsOf(integers(sentence.get("shapes")));
    }

    private static List<Integer> integers(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void classify_sentence_asInTheRecipe(JsonNode sentence) {
        String text = sentence.get("text").asString();
        List<JsonNode> expected = sentence.get("spans").valueStream().toList();

        List<TokenSpan> spans = BundledClassifier.INSTANCE.classify(text);

        assertThat(spans).hasSameSizeAs(expected);
        for (int i = 0; i < spans.size(); i++) {
            TokenSpan span = spans.get(i);
            JsonNode wanted = expected.get(i);
            assertThat(span.label()).isEqualTo(wanted.get("label").asString());
            assertThat(span.start())
                    .isEqualTo(text.offsetByCodePoints(0, wanted.get("start").asInt()));
            assertThat(span.end())
                    .isEqualTo(text.offsetByCodePoints(0, wanted.get("end").asInt()));
            assertThat(span.score()).isCloseTo(wanted.get("score").asDouble(), within(SCORE_TOLERANCE));
        }
    }
}
