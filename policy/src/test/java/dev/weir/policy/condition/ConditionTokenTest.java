package dev.weir.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTokenTest {

    @Test
    void of_condition_wordsWithTheirPlaces() {
        assertThat(ConditionToken.of("a.b('x && y')>=0.5 // why\n&& !c"))
                .extracting(ConditionToken::text)
                .containsExactly("a", ".", "b", "(", "'x && y'", ")", ">=", "0.5", "&&", "!", "c");
        assertThat(ConditionToken.of(" ab<1").get(1))
                .isEqualTo(new ConditionToken(ConditionToken.Kind.OPERATOR, "<", 3, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'it\\'s'",
                "\"a \\\" b\"",
                "r'\\d+'",
                "b'x'",
                "br\"\\\"",
                "'''a 'quoted' text\n'''",
                "\"\"\"a \"\" b\"\"\"",
                "r\"\"\"\\\"\"\"",
                "''"
            })
    void of_text_oneWord(String text) {
        assertThat(ConditionToken.of(text + " == x").getFirst())
                .isEqualTo(new ConditionToken(ConditionToken.Kind.TEXT, text, 0, text.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10u", "0x1F", "1.5", ".5", "1e9", "2.5E-3"})
    void of_number_oneWord(String number) {
        assertThat(ConditionToken.of(number + "<x").getFirst())
                .isEqualTo(new ConditionToken(ConditionToken.Kind.NUMBER, number, 0, number.length()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a&&b, a  &&  b // note, true",
                "team == 'hr', team==\"hr\", true",
                "team == 'h r', team == 'hr', false",
                "team == 'a\"b', team == \"a'b\", false",
                "a >= 0.6, a > = 0.6, false",
                "ab, a b, false"
            })
    void canonical_twoConditions_sameOnlyIfTheySayTheSame(String one, String other, boolean same) {
        assertThat(ConditionToken.canonical(one).equals(ConditionToken.canonical(other)))
                .isEqualTo(same);
    }

    @Test
    void of_noCel_stillWords() {
        assertThat(ConditionToken.of("'open @ §")).isNotEmpty();
        assertThat(ConditionToken.of("\"".repeat(4096))).isNotEmpty();
        assertThat(ConditionToken.of("'" + "\\a".repeat(100_000))).isNotEmpty();
    }
}
