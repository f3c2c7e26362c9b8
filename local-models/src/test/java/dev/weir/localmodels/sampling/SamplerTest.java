package dev.weir.localmodels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {

    private static final TokenIds NO_PROMPT = TokenIds.of();
    private static final int DRAWS = 20_000;
    /** Log-probabilities of 0.05, 0.4, 0.1, 0.25 and 0.2. */
    private static final double[] PROBABILITIES = {0.05, 0.4, 0.1, 0.25, 0.2};

    @Test
    void next_greedy_likeliestAndLowestOfEquals() {
        Sampler sampler = Sampler.of(SamplingOptions.GREEDY, NO_PROMPT, 5);

        assertThat(sampler.next(new float[] {1, 3, 2, 3, -1})).isEqualTo(1);
        assertThat(sampler.next(new float[] {0f, -0f, -1, -1, -1})).isZero();
        assertThat(sampler.next(new float[] {Float.NaN, -2, Float.NEGATIVE_INFINITY, -1, Float.NaN}))
                .isEqualTo(3);
    }

    @Test
    void next_bufferWithPosition_readFromThereAndLeftAlone() {
        FloatBuffer buffer = FloatBuffer.wrap(new float[] {9, 9, 1, 2, 3});
        buffer.position(2);

        int token = Sampler.of(SamplingOptions.GREEDY, NO_PROMPT, 3).next(buffer);

        assertThat(token).isEqualTo(2);
        assertThat(buffer.position()).isEqualTo(2);
        assertThat(buffer.array()).containsExactly(9, 9, 1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"0.5", "1", "1.7"})
    void next_temperature_drawnInProportion(double temperature) {
        double[] expected = Arrays.stream(PROBABILITIES)
                .map(probability -> Math.pow(probability, 1 / temperature))
                .toArray();

        assertProportional(draws(options().temperature(temperature)), expected);
    }

    @Test
    void next_filtersTogether_restRenormalised() {
        Options options = options().topK(4).topP(0.9).minP(0.3);

        assertProportional(draws(options), 0, 0.4, 0, 0.25, 0.2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1 3", "3, 1 3 4", "5, 0 1 2 3 4", "99, 0 1 2 3 4", "0, 0 1 2 3 4"})
    void next_topK_exactlyTheLikeliest(int topK, String expected) {
        assertDrawn(options().topK(topK), expected);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.39, 1", "0.41, 1 3", "0.66, 1 3 4", "0.86, 1 2 3 4", "0.96, 0 1 2 3 4", "1, 0 1 2 3 4"})
    void next_topP_smallestSetThatReachesIt(double topP, String expected) {
        assertDrawn(options().topP(topP), expected);
    }

    @ParameterizedTest
    @CsvSource({"0.7, 1", "0.6, 1 3", "0.3, 1 3 4", "0.2, 1 2 3 4", "0.1, 0 1 2 3 4", "1, 1"})
    void next_minP_thoseAboveItsShareOfTheLikeliest(double minP, String expected) {
        assertDrawn(options().minP(minP), expected);
    }

    @Test
    void next_topPAfterTopK_onRenormalisedMass() {
        // Of the two kept, the first has 0.4 / 0.65 = 0.62 of the mass.
        assertDrawn(options().topK(2).topP(0.6), "1");
        assertDrawn(options().topK(2).topP(0.63), "1 3");
    }

    @Test
    void next_equalLogits_filtersKeepLowerIds() {
        float[] level = new float[100];
        Sampler topK = Sampler.of(options().topK(3).build(), NO_PROMPT, 100);
        Sampler topP = Sampler.of(options().topP(0.045).build(), NO_PROMPT, 100);

        assertThat(drawn(topK, level)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(drawn(topP, level)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void next_largeVocabulary_sameSetAsFullSort() {
        SplittableRandom random = new SplittableRandom(3);
        float[] logits = new float[20_000];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (random.nextGaussian() * 3);
        }
        List<Integer> order = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -logits[id]))
                .toList();

        TopTokens top = new TopTokens(logits.length);
        top.select(logits, 700);

        assertThat(IntStream.range(0, 700).mapToObj(top::id).toList()).isEqualTo(order.subList(0, 700));
        assertThat(nucleus(logits, 0.5)).isEqualTo(nucleusBySorting(logits, order, 0.5));
        assertThat(nucleus(logits, 0.999)).isEqualTo(nucleusBySorting(logits, order, 0.999));
    }

    @Test
    void next_repetitionPenalty_onPromptAndAnswer() {
        SamplingOptions options = options().temperature(0).repetition(2).build();
        Sampler sampler = Sampler.of(options, TokenIds.of(0, 1), 3);

        // 8 / 2 = 4 and -1 * 2 = -2, against 3.
        assertThat(sampler.next(new float[] {8, -1, 3})).isZero();
        assertThat(sampler.next(new float[] {5, -1, 3})).isEqualTo(2);
        // Now the third has been drawn too: 2.5, 4.5 / 2 and 2.6 are left.
        assertThat(sampler.next(new float[] {5, 4.5f, 5.2f})).isEqualTo(2);
        assertThat(sampler.next(new float[] {5, 4.5f, 4})).isZero();
        assertThat(sampler.next(new float[] {-3, -2.2f, -2})).isEqualTo(2);
    }

    @Test
    void next_presencePenalty_onceAndOnAnswerOnly() {
        SamplingOptions options = options().temperature(0).presence(1).build();
        Sampler sampler = Sampler.of(options, TokenIds.of(0), 2);

        assertThat(sampler.next(new float[] {3, 2.5f})).isZero();
        assertThat(sampler.next(new float[] {3, 2.5f})).isEqualTo(1);
        assertThat(sampler.next(new float[] {3, 2.5f})).isZero();
        assertThat(sampler.next(new float[] {3, 2.5f})).isZero();
    }

    @Test
    void next_frequencyPenalty_growsWithEachUse() {
        SamplingOptions options = options().temperature(0).frequency(1).build();
        Sampler sampler = Sampler.of(options, NO_PROMPT, 2);

        int[] tokens = IntStream.range(0, 4)
                .map(_ -> sampler.next(new float[] {3, 0.5f}))
                .toArray();

        assertThat(tokens).containsExactly(0, 0, 0, 1);
    }

    @Test
    void next_bias_addedBeforeEverything() {
        SamplingOptions options = options().temperature(0).bias(Map.of(2, 1.5)).build();

        assertThat(Sampler.of(options, NO_PROMPT, 3).next(new float[] {2, 1, 1}))
                .isEqualTo(2);
    }

    @Test
    void next_biasOfMinusHundred_neverDrawn() {
        Options options = options().temperature(2).bias(Map.of(1, -100.0, 3, -100.0));

        assertDrawn(options, "0 2 4");
        assertThat(Sampler.of(options.temperature(0).build(), NO_PROMPT, 4).next(new float[] {-500, 500, -600, 900}))
                .isZero();
    }

    @Test
    void next_biasOfHundred_nothingElseDrawn() {
        Options options = options().temperature(2).bias(Map.of(0, 100.0, 2, 100.0, 4, 50.0));

        assertDrawn(options, "0 2");
        assertThat(Sampler.of(options.temperature(0).build(), NO_PROMPT, 5)
                        .next(new float[] {-500, 500, -499, 400, 900}))
                .isEqualTo(2);
    }

    @Test
    void next_everythingExcluded_firstToken() {
        SamplingOptions options = options().bias(Map.of(0, -100.0, 1, -100.0)).build();

        assertThat(Sampler.of(options, NO_PROMPT, 2).next(new float[] {1, 2})).isZero();
    }

    @Test
    void of_biasOutsideTheVocabulary_refused() {
        SamplingOptions options = options().bias(Map.of(5, 1.0)).build();

        assertThatThrownBy(() -> Sampler.of(options, NO_PROMPT, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logit bias names token 5; this model has tokens 0 to 4");
    }

    @Test
    void next_sameSeed_sameTokens() {
        Sampler first = Sampler.of(options().seed(42).build(), NO_PROMPT, 5);
        Sampler second = Sampler.of(options().seed(42).build(), NO_PROMPT, 5);
        Sampler other = Sampler.of(options().seed(43).build(), NO_PROMPT, 5);

        int[] tokens = tokens(first);

        assertThat(tokens(second)).containsExactly(tokens);
        assertThat(tokens(other)).isNotEqualTo(tokens);
    }

    private static int[] tokens(Sampler sampler) {
        return IntStream.range(0, 50).map(_ -> sampler.next(logits())).toArray();
    }

    private static Set<Integer> nucleus(float[] logits, double topP) {
        CandidateFilter filter = new CandidateFilter(options().topP(topP).build(), logits.length);
        float best = logits[0];
        for (float logit : logits) {
            best = Math.max(best, logit);
        }
        Candidates candidates = filter.candidates(logits, best);
        Set<Integer> ids = new TreeSet<>();
        for (int i = 0; i < candidates.count(); i++) {
            ids.add(candidates.id(i));
        }
        return ids;
    }

    private static Set<Integer> nucleusBySorting(float[] logits, List<Integer> order, double topP) {
        double best = logits[order.getFirst()];
        double total =
                order.stream().mapToDouble(id -> Math.exp(logits[id] - best)).sum();
        Set<Integer> ids = new TreeSet<>();
        double mass = 0;
        for (int id : order) {
            if (mass >= topP * total) {
                break;
            }
            mass += Math.exp(logits[id] - best);
            ids.add(id);
        }
        return ids;
    }

    private static int[] draws(Options options) {
        Sampler sampler = Sampler.of(options.build(), NO_PROMPT, PROBABILITIES.length);
        int[] counts = new int[PROBABILITIES.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampler.next(logits())]++;
        }
        return counts;
    }

    private static Set<Integer> drawn(Sampler sampler, float[] logits) {
        Set<Integer> ids = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            ids.add(sampler.next(logits));
        }
        return ids;
    }

    private static void assertDrawn(Options options, String expected) {
        int[] counts = draws(options);

        List<String> ids = IntStream.range(0, counts.length)
                .filter(id -> counts[id] > 0)
                .mapToObj(Integer::toString)
                .toList();
        assertThat(String.join(" ", ids)).isEqualTo(expected);
    }

    /** Pearson's chi-square; 25 at up to 4 degrees of freedom is exceeded once in 20,000 fair samples, and seeds are fixed. */
    private static void assertProportional(int[] counts, double... weights) {
        double total = Arrays.stream(weights).sum();
        double chiSquare = 0;
        for (int id = 0; id < counts.length; id++) {
            double expected = weights[id] / total * DRAWS;
            if (expected == 0) {
                assertThat(counts[id]).isZero();
            } else {
                chiSquare += (counts[id] - expected) * (counts[id] - expected) / expected;
            }
        }
        assertThat(chiSquare).isLessThan(25);
    }

    private static float[] logits() {
        float[] logits = new float[PROBABILITIES.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(PROBABILITIES[i]) + 2;
        }
        return logits;
    }

    private static Options options() {
        return Options.PLAIN;
    }
}
