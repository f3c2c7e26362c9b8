package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanDecoderTest {

    private static final ClassifierManifest.Artefact FILE = new ClassifierManifest.Artefact("f", "0");
    private static final List<Word> WORDS = WordSplitter.split("ann bob in ulm");

    private static ClassifierManifest manifest(double outside, Map<String, Double> thresholds) {
        return new ClassifierManifest(
                "id", "1", List.of("PERSON", "LOCATION"), 64, 8, FILE, FILE, outside, thresholds, "x", "y", List.of());
    }

    private static List<TokenSpan> decode(ClassifierManifest manifest, float[]... rows) {
        return new SpanDecoder(manifest).decode(WORDS, rows);
    }

    private static float[] row(float outside, float b1, float i1, float b2, float i2) {
        return new float[] {outside, b1, i1, b2, i2};
    }

    private static final float[] NOTHING = row(1, 0, 0, 0, 0);

    @Test
    void decode_beginningThenInside_oneSpanWithTheMeanScore() {
        List<TokenSpan> spans = decode(
                manifest(1, Map.of()), row(0, 1, 0, 0, 0), row(0.25f, 0, 0.5f, 0, 0), NOTHING, row(0, 0, 0, 0, 1));

        assertThat(spans).containsExactly(new TokenSpan("PERSON", 0, 7, 0.75), new TokenSpan("LOCATION", 11, 14, 1));
    }

    @Test
    void decode_secondBeginning_twoSpans() {
        assertThat(decode(manifest(1, Map.of()), row(0, 1, 0, 0, 0), row(0, 1, 0, 0, 0), NOTHING, NOTHING))
                .extracting(TokenSpan::start)
                .containsExactly(0, 4);
    }

    @Test
    void decode_separatorAtTheEnd_leftOut() {
        List<Word> words = WordSplitter.split("ann, bob,");
        float[][] rows = {row(0, 1, 0, 0, 0), row(0, 0, 1, 0, 0), row(0, 0, 1, 0, 0), row(0, 0, 1, 0, 0)};

        assertThat(new SpanDecoder(manifest(1, Map.of())).decode(words, rows))
                .containsExactly(new TokenSpan("PERSON", 0, 8, 1));
    }

    @Test
    void decode_outsideCountsLess_finds() {
        float[] doubtful = row(0.6f, 0.4f, 0, 0, 0);

        assertThat(decode(manifest(1, Map.of()), doubtful, NOTHING, NOTHING, NOTHING))
                .isEmpty();
        assertThat(decode(manifest(0.5, Map.of()), doubtful, NOTHING, NOTHING, NOTHING))
                .hasSize(1);
    }

    @Test
    void decode_belowThreshold_dropped() {
        float[] doubtful = row(0.4f, 0.6f, 0, 0, 0);

        assertThat(decode(manifest(1, Map.of("PERSON", 0.7)), doubtful, NOTHING, NOTHING, NOTHING))
                .isEmpty();
    }
}
