package dev.weir.localmodels.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.GenerationEvent.TextDelta;
import dev.weir.localmodels.TokenLogprob;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    private static Optional<TokenLogprob> logprob(int id) {
        return Optional.of(new TokenLogprob(id, "", List.of(), -1, List.of()));
    }

    private static Optional<TextDelta> append(AnswerText answer, String bytes, int id) {
        return answer.append(bytes.getBytes(UTF_8), logprob(id));
    }

    private static List<Integer> ids(TextDelta delta) {
        return delta.tokens().stream().map(TokenLogprob::id).toList();
    }

    @Test
    void append_characterInTwoTokens_wholeWithTheSecond() {
        AnswerText answer = new AnswerText(List.of());
        byte[] bytes = "ệ".getBytes(UTF_8);

        Optional<TextDelta> first = answer.append(Arrays.copyOf(bytes, 1), Optional.empty());
        Optional<TextDelta> second = answer.append(Arrays.copyOfRange(bytes, 1, bytes.length), Optional.empty());

        assertThat(first).isEmpty();
        assertThat(second).contains(new TextDelta("ệ", List.of()));
    }

    @Test
    void append_mayBecomeStopSequence_heldBackWithItsTokens() {
        AnswerText answer = new AnswerText(List.of("END"));

        Optional<TextDelta> first = append(answer, "one E", 1);
        Optional<TextDelta> second = append(answer, "N", 2);
        Optional<TextDelta> third = append(answer, "two", 3);

        assertThat(first.orElseThrow().text()).isEqualTo("one ");
        assertThat(first.orElseThrow().tokens()).isEmpty();
        assertThat(second).isEmpty();
        assertThat(third.orElseThrow().text()).isEqualTo("ENtwo");
        assertThat(ids(third.orElseThrow())).containsExactly(1, 2, 3);
    }

    @Test
    void append_stopSequence_nothingOfItOrAfterIt() {
        AnswerText answer = new AnswerText(List.of("END"));

        append(answer, "one E", 1);
        Optional<TextDelta> rest = append(answer, "ND two", 2);

        assertThat(answer.stopped()).isTrue();
        assertThat(rest).isEmpty();
        Optional<TextDelta> last = answer.finish();
        assertThat(last.orElseThrow().text()).isEmpty();
        assertThat(ids(last.orElseThrow())).containsExactly(1);
    }

    @Test
    void finish_heldBack_deliveredAfterAll() {
        AnswerText answer = new AnswerText(List.of("END"));
        append(answer, "the E", 1);

        TextDelta last = answer.finish().orElseThrow();

        assertThat(last.text()).isEqualTo("E");
        assertThat(ids(last)).containsExactly(1);
    }
}
