package dev.weir.router.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.router.signal.Difficulty.Driver;
import dev.weir.router.signal.PromptText.Turn;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifficultyHeuristicTest {
    private static final double THRESHOLD = 0.6;
    private static final DifficultyHeuristic HEURISTIC = new DifficultyHeuristic();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prove that there are infinitely many prime numbers",
                "Prove step by step that the square root of 2 is irrational.",
                "Derive the Black-Scholes equation from first principles and explain each assumption.",
                "Compare and contrast REST and GraphQL architectures",
                "Design a distributed rate limiter.",
                "Write a Python function that parses a CSV file and handles quoted fields, then write unit tests.",
                "Which product forms when 2-methylpropene reacts with HBr in the presence of peroxides, and why?"
                        + " Analyse each step of the mechanism.",
                "Weigh the treatment options for a patient on warfarin with atrial fibrillation and a GI bleed,"
                        + " and justify your recommendation with evidence.",
                "Chứng minh rằng căn bậc hai của 2 là số vô tỉ",
                "Beweise, dass es unendlich viele Primzahlen gibt.",
                "Démontrez étape par étape que la racine carrée de 2 est irrationnelle.",
                "Demuestra paso a paso que hay infinitos números primos."
            })
    void difficulty_multiStepReasoning_hard(String prompt) {
        assertThat(score(prompt)).isGreaterThanOrEqualTo(THRESHOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hi",
                "Say hello",
                "What is the capital of France?",
                "What is 2+2?",
                "Translate 'good morning' to German.",
                "Fix the grammar: he go to school yesterday",
                "Rephrase this sentence politely: send me the file.",
                "Who wrote Romeo and Juliet?",
                "Give me a synonym for happy",
                "Summarize this email in three bullets.",
                "Xin chào, bạn khỏe không?",
                "Thủ đô của Pháp là gì?",
                "Was ist die Hauptstadt von Italien?",
                "¿Dónde está Madrid?"
            })
    void difficulty_everydayRequest_easy(String prompt) {
        assertThat(score(prompt)).isLessThan(0.4);
    }

    @Test
    void difficulty_drivers_strongestFirstAndExplainTheScore() {
        Difficulty difficulty = HEURISTIC.difficulty(prompt("Prove that 7 is prime and translate it."));

        assertThat(difficulty.drivers())
                .isSortedAccordingTo((a, b) -> Double.compare(Math.abs(b.contribution()), Math.abs(a.contribution())))
                .extracting(Driver::name)
                .contains("reasoning_steps", "everyday_request", "length");
        assertThat(difficulty.drivers().getFirst().name()).isEqualTo("reasoning_steps");
    }

    @Test
    void difficulty_toolsSchemaAndTurns_harder() {
        String text = "Book a table for two tomorrow";
        double plain = score(text);
        List<Turn> turns = List.of(new Turn(true, "hi"), new Turn(false, "hello"), new Turn(true, text));

        assertThat(HEURISTIC
                        .difficulty(new PromptText("", List.of(new Turn(true, text)), true, false))
                        .score())
                .isGreaterThan(plain);
        assertThat(HEURISTIC
                        .difficulty(new PromptText("", List.of(new Turn(true, text)), false, true))
                        .score())
                .isGreaterThan(plain);
        assertThat(HEURISTIC.difficulty(new PromptText("", turns, false, false)).score())
                .isGreaterThan(plain);
    }

    @Test
    void difficulty_decomposedAccents_sameScore() {
        String composed = "chứng minh từng bước";

        assertThat(score(Normalizer.normalize(composed, Normalizer.Form.NFD))).isEqualTo(score(composed));
    }

    @Test
    void difficulty_askAtTheEndOfAMebibyte_seen() {
        String filler = "lorem ipsum ".repeat(90_000);

        assertThat(drivers(filler + "Prove this.")).contains("reasoning_steps");
        assertThat(drivers("Prove this. " + filler)).contains("reasoning_steps");
        assertThat(drivers(filler)).doesNotContain("reasoning_steps");
    }

    @Test
    void difficulty_noTurns_easy() {
        assertThat(HEURISTIC
                        .difficulty(new PromptText("", List.of(), false, false))
                        .score())
                .isLessThan(0.4);
    }

    private static List<String> drivers(String text) {
        return HEURISTIC.difficulty(prompt(text)).drivers().stream()
                .map(Driver::name)
                .toList();
    }

    private static double score(String text) {
        return HEURISTIC.difficulty(prompt(text)).score();
    }

    private static PromptText prompt(String text) {
        return new PromptText("", List.of(new Turn(true, text)), false, false);
    }
}
