package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.policy.detection.Entity.Category;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternRecogniserTest {

    private static final Entity TICKET = new Entity("TICKET", Category.CONFIDENTIAL);

    private static List<Match> matches(String pattern, String text) {
        return PatternRecogniser.of("ticket", TICKET, pattern, 0.5, List.of("Ticket"))
                .recognise(text);
    }

    private static List<String> found(String pattern, String text) {
        return matches(pattern, text).stream()
                .map(match -> text.substring(match.start(), match.end()))
                .toList();
    }

    @Test
    void recognise_everyMatch_once() {
        assertThat(found("TKT-[0-9]{6}", "TKT-123456, TKT-654321 and TKT-12"))
                .containsExactly("TKT-123456", "TKT-654321");
    }

    /** Wherever the stretches are cut. */
    @Test
    void recognise_matchAtAnyPlace_foundWholeAndOnce() {
        for (int lead = 0; lead < 2 * PatternRecogniser.LONGEST; lead += 7) {
            String text = "x ".repeat(lead) + "TKT-123456" + " y".repeat(900);

            assertThat(found("\\bTKT-[0-9]{6}\\b", text)).containsExactly("TKT-123456");
        }
    }

    @Test
    void recognise_partOfAWordBeforeAStretch_isNoWordOfItsOwn() {
        String text = "a".repeat(PatternRecogniser.LONGEST) + "1234";

        assertThat(found("\\b[0-9]{4}\\b", text)).isEmpty();
    }

    @Test
    void recognise_wordOfTheContext_raisesTheScore() {
        assertThat(matches("[0-9]{6}", "see ticket no. 123456").getFirst().score())
                .isEqualTo(0.85);
        assertThat(matches("[0-9]{6}", "see TICKET 123456").getFirst().score()).isEqualTo(0.85);
        assertThat(matches("[0-9]{6}", "see 123456").getFirst().score()).isEqualTo(0.5);
    }

    /** All of it is found even where there is too much to tell apart. */
    @Test
    void recognise_endlessMatches_coverTheText() {
        String text = "x".repeat(10_000);
        boolean[] covered = new boolean[text.length()];

        List<Match> found = matches("x(.*y)?", text);

        found.forEach(match -> Arrays.fill(covered, match.start(), match.end(), true));
        assertThat(covered).doesNotContain(false);
        assertThat(found).hasSizeLessThan(text.length() / 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a{2000}", "x*", "", "(?<=a)b", "(a)\\1"})
    void of_expressionThatCantBeUsed_refused(String pattern) {
        assertThatThrownBy(() -> matches(pattern, "text")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void registry_allowedText_isNoFindingAndNothingElse() {
        RequestInspector inspector =
                new RequestInspector(RecogniserRegistry.standard().withAllowed(List.of(" Support@acme.test ")));

        assertThat(inspector.inspect("write to support@acme.test").findings()).isEmpty();
        assertThat(inspector.inspect("write to SUPPORT@ACME.TEST").findings()).isEmpty();
        assertThat(inspector.inspect("write to mia.support@acme.test").findings())
                .hasSize(1);
    }

    @Test
    void registry_threshold_leavesOutWhatIsUnsure() {
        var recogniser = PatternRecogniser.of("ticket", TICKET, "[A-Z]{3}-[0-9]{6}", 0.5, List.of("ticket"));
        RequestInspector inspector =
                new RequestInspector(RecogniserRegistry.of(List.of(recogniser)).withThresholds(Map.of("TICKET", 0.7)));

        assertThat(inspector.inspect("ABC-123456").findings()).isEmpty();
        assertThat(inspector.inspect("ticket ABC-123456").findings()).hasSize(1);
    }
}
