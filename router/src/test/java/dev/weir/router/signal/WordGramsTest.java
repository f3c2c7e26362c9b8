package dev.weir.router.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordGramsTest {

    @Test
    void of_text_unitVectorWithAscendingBuckets() {
        WordGrams grams = WordGrams.of("The quick brown fox jumps over the lazy dog");

        assertThat(grams.buckets()).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.of(grams.buckets())).allMatch(bucket -> bucket >= 0 && bucket < WordGrams.BUCKETS);
        assertThat(product(grams, grams)).isCloseTo(1, within(1e-6));
    }

    @Test
    void of_emptyText_nothing() {
        assertThat(WordGrams.of(" ... ").buckets()).isEmpty();
    }

    @Test
    void of_sameWordsInOtherOrder_sameWordsOtherPairs() {
        double same = product(WordGrams.of("Dog bites man!"), WordGrams.of("dog BITES man"));
        double swapped = product(WordGrams.of("dog bites man"), WordGrams.of("man bites dog"));

        assertThat(same).isCloseTo(1, within(1e-6));
        assertThat(swapped).isBetween(0.3, 0.7);
    }

    @Test
    void of_middleOfALongText_leftOut() {
        String start = "start ".repeat(256);
        String end = "end ".repeat(256);

        WordGrams short1 = WordGrams.of(start + "one ".repeat(400) + end);
        WordGrams short2 = WordGrams.of(start + "two ".repeat(400) + end);

        // Only the pair at the seam differs: what stood before the first word that counts again.
        assertThat(product(short1, short2)).isGreaterThan(0.99);
    }

    /** Trained weights are for these buckets: a change of the hash needs a new version of the model file. */
    @Test
    void of_knownText_knownBuckets() {
        assertThat(WordGrams.of("prove it").buckets()).containsExactly(1485, 2302, 3020, 3275);
    }

    private static double product(WordGrams a, WordGrams b) {
        double[] dense = new double[WordGrams.BUCKETS];
        for (int i = 0; i < a.buckets().length; i++) {
            dense[a.buckets()[i]] = a.values()[i];
        }
        double sum = 0;
        for (int i = 0; i < b.buckets().length; i++) {
            sum += dense[b.buckets()[i]] * b.values()[i];
        }
        return sum;
    }
}
