package dev.weir.localmodels.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.TokenLogprob;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogprobExtractorTest {

    private static final byte[][] BYTES = {"a".getBytes(UTF_8), " b".getBytes(UTF_8), {(byte) 0xE2}, "é".getBytes(UTF_8)
    };

    @Test
    void extract_knownDistribution_itsLogarithms() {
        FloatBuffer logits = logits(0.4, 0.3, 0.2, 0.1);

        TokenLogprob drawn = extractor(2).extract(logits, 3);

        assertThat(drawn.id()).isEqualTo(3);
        assertThat(drawn.text()).isEqualTo("é");
        assertThat(drawn.bytes()).containsExactly(0xC3, 0xA9);
        assertThat(drawn.logprob()).isCloseTo(Math.log(0.1), within(1e-6));
        assertThat(drawn.top()).extracting(TokenLogprob::id).containsExactly(0, 1);
        assertThat(drawn.top().get(1).logprob()).isCloseTo(Math.log(0.3), within(1e-6));
        assertThat(drawn.top().get(1).text()).isEqualTo(" b");
        assertThat(drawn.top().get(1).top()).isEmpty();
    }

    @Test
    void extract_partOfACharacter_replacementInText() {
        TokenLogprob drawn = extractor(0).extract(logits(0.4, 0.3, 0.2, 0.1), 2);

        assertThat(drawn.text()).isEqualTo("\uFFFD");
        assertThat(drawn.bytes()).containsExactly(0xE2);
        assertThat(drawn.top()).isEmpty();
    }

    @Test
    void extract_equalLogits_lowerIdFirst() {
        TokenLogprob drawn = extractor(3).extract(FloatBuffer.wrap(new float[] {0f, 5f, -0f, 5f}), 1);

        assertThat(drawn.top()).extracting(TokenLogprob::id).containsExactly(1, 3, 0);
    }

    @Test
    void extract_hugeLogits_noOverflow() {
        TokenLogprob drawn = extractor(20).extract(FloatBuffer.wrap(new float[] {1e30f, -1e30f, 0, 5}), 0);

        assertThat(drawn.logprob()).isZero();
        assertThat(drawn.top()).hasSize(4);
    }

    @Test
    void extract_bufferWithPosition_readFromThere() {
        FloatBuffer logits = FloatBuffer.wrap(new float[] {9, 9, 1, 2, 3, 4}).position(2);

        TokenLogprob drawn = extractor(1).extract(logits, 0);

        assertThat(drawn.top()).extracting(TokenLogprob::id).isEqualTo(List.of(3));
        assertThat(logits.position()).isEqualTo(2);
    }

    private static LogprobExtractor extractor(int top) {
        return new LogprobExtractor(new LogprobRequest.PerToken(top), BYTES.length, id -> BYTES[id]);
    }

    private static FloatBuffer logits(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (Math.log(probabilities[i]) + 3);
        }
        return FloatBuffer.wrap(logits);
    }
}
