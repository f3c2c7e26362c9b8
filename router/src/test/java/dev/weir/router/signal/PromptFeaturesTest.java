package dev.weir.router.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFeaturesTest {

    @Test
    void names_all_distinctAndAboutEighty() {
        List<String> names = PromptFeatures.names();

        assertThat(names).doesNotHaveDuplicates().hasSizeBetween(70, 90);
        assertThat(PromptFeatures.of("Why?")).hasSameSizeAs(names.toArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers.count       | 3 | He has 3 apples, buys 1,200 and sells 4.5",
                "numbers.distinct    | 1 | 7 plus 7",
                "numbers.fractions   | 2 | 4.5 and 1/2 and 33",
                "numbers.years       | 1 | in 1984 there were 12345 of them",
                "math_signs.latex    | 2 | show that \\frac{a}{b} exceeds $x$",
                "math_signs.variables| 2 | if x exceeds y, I stay",
                "code_signs.identifiers | 2 | call sort_by on fooBar(x)",
                "questions.how_much  | 1 | How many are left?",
                "questions.exception | 1 | All of these EXCEPT one",
                "names.capitalised   | 2 | when Ada met Byron",
                "quantities          | 2 | twice as many in each box",
                "negations           | 2 | not one, never",
            })
    void of_text_countsOfItsKind(String name, int count, String text) {
        assertThat(feature(name, text)).isEqualTo(Math.log1p(count));
    }

    @Test
    void of_answersToChooseFrom_theirNumberAndKind() {
        String text = "What is 2 + 2?\nA. 3\nB. 4\nC. 5.5\nD. none of the above";

        assertThat(feature("choices.count", text)).isEqualTo(Math.log1p(4));
        assertThat(feature("choices.numeric", text)).isEqualTo(0.75);
        assertThat(feature("choices.lower_case", text)).isEqualTo(0.25);
        assertThat(feature("choices.all_or_none", text)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "?", "\u0000", "\ud800", "中文", "١٢٣", "12345678901234567890123"})
    void of_oddText_finiteNumbers(String text) {
        assertThat(PromptFeatures.of(text)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }

    /** Texts that make a careless pattern overflow the stack; time isn't measured here but in the benchmarks. */
    @ParameterizedTest
    @ValueSource(strings = {"1,", "aB", "a_", "$", "\\a", "9", "A. 9", "(", " ", "\n  x", "``` "})
    void of_endlessRepetition_stillCounted(String unit) {
        assertThat(PromptFeatures.of("a" + unit.repeat(50_000))).doesNotContain(Double.NaN);
    }

    @Test
    void of_decomposedAccents_sameNumbers() {
        String text = "Chứng minh từng bước rằng √2 là số vô tỉ";

        assertThat(PromptFeatures.of(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(PromptFeatures.of(text));
    }

    @Test
    void signal_feature_partBeforeTheDot() {
        assertThat(PromptFeatures.signal("numbers.distinct")).isEqualTo("numbers");
        assertThat(PromptFeatures.signal("quantities")).isEqualTo("quantities");
    }

    private static double feature(String name, String text) {
        return PromptFeatures.of(text)[PromptFeatures.names().indexOf(name)];
    }
}
