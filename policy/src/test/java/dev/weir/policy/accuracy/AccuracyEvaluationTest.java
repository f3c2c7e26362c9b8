package dev.weir.policy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weir.policy.accuracy.Labels.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccuracyEvaluationTest {

    private static final LabelledText LETTER = text(
            "1",
            "a",
            "Hi 😀 Ann Lee, ann@x.io, Paris",
            span(5, 12, "PERSON"),
            span(14, 22, "EMAIL"),
            span(24, 29, "LOCATION"));
    private static final LabelledText SALE =
            text("2", "a", "iPhone sold to Bob", span(0, 6, "MISC"), span(15, 18, "PERSON"));
    private static final LabelledText NOTHING = text("3", "none", "plain text 123");
    private static final LabelledText UNTYPED = text("4", "untyped", "call acme now", span(5, 9, "PII"));

    private static final AccuracyEvaluation FINE = new AccuracyEvaluation(Level.FINE, 0.5);

    @Test
    void evaluate_goldAsPrediction_everythingRight() {
        Scores scores = FINE.evaluate(List.of(LETTER, UNTYPED), Map.of("1", LETTER.spans(), "4", UNTYPED.spans()))
                .total();

        assertThat(scores.exact()).isEqualTo(new Counts(4, 0, 0));
        assertThat(scores.overlap().f2()).isEqualTo(1);
        assertThat(scores.leak()).isZero();
        assertThat(scores.textLeak()).isZero();
    }

    @Test
    void evaluate_nothingFound_everythingLeaks() {
        Scores scores =
                FINE.evaluate(List.of(LETTER, SALE, NOTHING, UNTYPED), Map.of()).total();

        assertThat(scores.overlap()).isEqualTo(new Counts(0, 0, 5));
        assertThat(scores.leak()).isEqualTo(1);
        assertThat(scores.spanLeak()).isEqualTo(1);
        assertThat(scores.flagged()).hasValue(0);
    }

    @Test
    void evaluate_partOfANameAndAnotherLabel_charactersProtectedAllTheSame() {
        List<LabelledSpan> found = List.of(span(9, 12, "PER"), span(14, 22, "EMAIL_ADDRESS"), span(24, 29, "ORG"));

        Scores scores = evaluate(FINE, LETTER, found);

        // Three of seven characters are no match, and the corpus doesn't judge organisations.
        assertThat(scores.exact()).isEqualTo(new Counts(1, 1, 2));
        assertThat(scores.leak()).isEqualTo(3.0 / 19, within(1e-12));
        assertThat(scores.spanLeak()).isEqualTo(1.0 / 3, within(1e-12));
    }

    @Test
    void evaluate_anyLabel_labelsDoNotMatter() {
        List<LabelledSpan> found = List.of(span(9, 12, "PER"), span(14, 22, "EMAIL_ADDRESS"), span(24, 29, "ORG"));

        assertThat(evaluate(new AccuracyEvaluation(Level.ANY, 0.4), LETTER, found)
                        .overlap())
                .isEqualTo(new Counts(3, 0, 0));
    }

    @Test
    void evaluate_coarse_labelsOfAGroupAreOne() {
        assertThat(evaluate(new AccuracyEvaluation(Level.COARSE, 0.5), LETTER, List.of(span(24, 29, "ADDRESS")))
                        .exact()
                        .hits())
                .isEqualTo(1);
    }

    @Test
    void evaluate_predictionOnAnIgnoredSpan_noFalseAlarm() {
        assertThat(evaluate(FINE, SALE, List.of(span(0, 6, "PERSON"), span(15, 18, "PERSON")))
                        .overlap())
                .isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void evaluate_textWithoutGold_flaggedAndFalseAlarm() {
        Scores scores = evaluate(FINE, NOTHING, List.of(span(11, 14, "PHONE")));

        assertThat(scores.flagged()).hasValue(1);
        assertThat(scores.overlap()).isEqualTo(new Counts(0, 1, 0));
    }

    @Test
    void evaluate_goldSpanFoundTwice_oneIsAFalseAlarm() {
        assertThat(evaluate(FINE, LETTER, List.of(span(5, 12, "PERSON"), span(5, 8, "PERSON")))
                        .overlap())
                .isEqualTo(new Counts(1, 1, 2));
    }

    @Test
    void evaluate_scopeOfAText_otherLabelsNotJudged() {
        var scoped = new LabelledText("5", "AB1 2CD", "a", Set.of("POSTAL_CODE"), List.of());

        assertThat(evaluate(FINE, scoped, List.of(span(0, 7, "VEHICLE_ID"))).overlap())
                .isEqualTo(Counts.NONE);
    }

    @Test
    void evaluate_spanOutsideItsText_invalidAndCountsForNothing() {
        AccuracyEvaluation.Report report = FINE.evaluate(List.of(NOTHING), Map.of("3", List.of(span(10, 15, "PHONE"))));

        assertThat(report.invalidSpans()).isEqualTo(1);
        assertThat(report.total().overlap()).isEqualTo(Counts.NONE);
    }

    @Test
    void evaluate_twoTextsOneId_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FINE.evaluate(List.of(SALE, SALE), Map.of()));
    }

    @Test
    void f2_precisionOneHalfRecallOne_asDefined() {
        assertThat(new Counts(1, 1, 0).f2()).isEqualTo(5 * .5 / (4 * .5 + 1), within(1e-12));
    }

    private static Scores evaluate(AccuracyEvaluation evaluation, LabelledText text, List<LabelledSpan> found) {
        return evaluation.evaluate(List.of(text), Map.of(text.id(), found)).total();
    }

    private static LabelledText text(String id, String source, String text, LabelledSpan... spans) {
        return new LabelledText(id, text, source, Set.of(), List.of(spans));
    }

    private static LabelledSpan span(int start, int end, String label) {
        return new LabelledSpan(start, end, Labels.canonical(label));
    }
}
