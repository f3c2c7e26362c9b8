package dev.weir.router.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerSignalsTest {

    private static double signal(String name, FinishedAnswer answer) {
        return AnswerSignals.of(answer).values().get(AnswerSignals.names().indexOf(name));
    }

    private static FinishedAnswer saying(String text) {
        return new FinishedAnswer(text, List.of(new TokenCertainty(-0.1, 3)), false);
    }

    @Test
    void of_twentyTokens_meanAndWorstDecile() {
        List<TokenCertainty> tokens = IntStream.range(0, 20)
                .mapToObj(i -> new TokenCertainty(i < 2 ? -4 : -0.25, i < 2 ? 0.5 : 5))
                .toList();
        FinishedAnswer answer = new FinishedAnswer("some words", tokens, true);

        assertThat(signal("answer_certainty.mean", answer)).isCloseTo(-0.625, within(1e-9));
        assertThat(signal("answer_certainty.worst_decile", answer)).isCloseTo((-4 - 4 - 0.25) / 3, within(1e-9));
        assertThat(signal("answer_certainty.first", answer)).isEqualTo(-4);
        assertThat(signal("answer_certainty.unsure", answer)).isCloseTo(0.1, within(1e-9));
        assertThat(signal("answer_margin.worst_decile", answer)).isCloseTo(2, within(1e-9));
        assertThat(signal("answer_cut_short.limit", answer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I'm sorry, but I can't help with that. | 1",
                "I’m sorry, that is too much. | 1",
                "As an AI language model, I know nothing. | 1",
                "I don't have access to it. | 1",
                "Sorry! | 1",
                "The sorry state of things | 0",
                "I can see three of them. | 0",
                "Paris. | 0",
            })
    void of_refusal_seenInItsOpening(String text, double refuses) {
        assertThat(signal("answer_refuses.opening", saying(text))).isEqualTo(refuses);
    }

    @Test
    void of_loop_seenAsRepetition() {
        assertThat(signal("answer_repeats.phrases", saying("the same words ".repeat(50))))
                .isGreaterThan(0.95);
        assertThat(signal("answer_repeats.phrases", saying("each of these words stands here only once")))
                .isZero();
    }

    @Test
    void of_strangeAnswers_allNumbersFinite() {
        List<TokenCertainty> strange = List.of(
                new TokenCertainty(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                new TokenCertainty(Double.NaN, Double.NaN));

        for (String text : List.of("", " \n", "\ud800", "\u0000", "a".repeat(1 << 20))) {
            for (List<TokenCertainty> tokens : List.of(strange, Collections.<TokenCertainty>emptyList())) {
                assertThat(AnswerSignals.of(new FinishedAnswer(text, tokens, true))
                                .values())
                        .allMatch(Double::isFinite);
            }
        }
        assertThat(signal("answer_silent.no_word", saying("..."))).isEqualTo(1);
    }

    @Test
    void of_keptNumbers_sameAsBefore() {
        AnswerSignals signals = AnswerSignals.of(saying("some words"));
        Map<String, Double> named = new HashMap<>();
        for (int i = 0; i < signals.values().size(); i++) {
            named.put(AnswerSignals.names().get(i), signals.values().get(i));
        }

        assertThat(AnswerSignals.of(named)).contains(signals);
        named.remove("answer_length.tokens");
        assertThat(AnswerSignals.of(named)).isEmpty();
    }
}
