package dev.weir.policy.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionMutationsTest {

    @Test
    void of_comparison_limitsAndBothSides() {
        assertThat(values("difficulty >= 0.6"))
                .containsExactly(
                        "difficulty > 0.6",
                        "difficulty >= 0.61",
                        "difficulty >= 0.59",
                        "!(difficulty >= 0.6)",
                        "false");
    }

    @Test
    void of_wholeNumbers_stepOfOneAndNeverNegative() {
        assertThat(values("tokens == 0")).contains("tokens == 1").noneMatch(value -> value.contains("-"));
        assertThat(values("tokens > 4000")).contains("tokens > 4001", "tokens > 3999");
    }

    @Test
    void of_conjunction_eachOperandDroppedOnce() {
        assertThat(values("a && b && c"))
                .containsExactly("a || b && c", "a && c", "b && c", "a && b || c", "a && b", "!(a && b && c)", "false");
    }

    @Test
    void of_nested_operandsEndWhereTheirParenthesisDoes() {
        assertThat(values("!(a || f(x, b && c)) && d"))
                .contains(
                        "!(a) && d",
                        "!(f(x, b && c)) && d",
                        "!(a || f(x, b)) && d",
                        "!(a || f(x, c)) && d",
                        "d",
                        "!(a || f(x, b && c))");
    }

    @Test
    void of_text_leftAlone() {
        assertThat(values("team == 'a && 5 >= 4'"))
                .containsExactly("team != 'a && 5 >= 4'", "!(team == 'a && 5 >= 4')", "false");
    }

    private static List<String> values(String condition) {
        return ConditionMutations.of(condition).stream().map(Mutation::value).toList();
    }
}
