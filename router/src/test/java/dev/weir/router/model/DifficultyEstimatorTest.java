package dev.weir.router.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.Difficulty.Driver;
import dev.weir.router.signal.PromptText;
import dev.weir.router.signal.PromptText.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifficultyEstimatorTest {

    private static final String SUM = "What are 1, 2, 3 and 4?";
    private static final String SHOUT = "What is the name of that!";

    private final DifficultyEstimator plain = estimator(Optional.empty());
    private final DifficultyEstimator meaning = estimator(Optional.of(SmallModel.embedder(SmallModel.EMBEDDER)));

    @Test
    void difficulty_learnedSignalPresent_harderAndNamed() {
        Difficulty hard = plain.difficulty(prompt(SUM));

        assertThat(hard.score()).isGreaterThan(plain.score("What is this?"));
        assertThat(hard.drivers()).first().extracting(Driver::name).isEqualTo("numbers");
        assertThat(hard.drivers())
                .isSortedAccordingTo((a, b) -> Double.compare(Math.abs(b.contribution()), Math.abs(a.contribution())));
    }

    @Test
    void difficulty_embedderOfTheModel_meaningCounts() {
        assertThat(meaning.score(SHOUT)).isGreaterThan(plain.score(SHOUT) + 0.05);
        assertThat(meaning.difficulty(prompt(SHOUT)).drivers())
                .extracting(Driver::name)
                .contains("meaning");
    }

    @Test
    void glance_embedderThere_notAsked() {
        assertThat(meaning.glance(prompt(SHOUT))).isEqualTo(plain.difficulty(prompt(SHOUT)));
    }

    @Test
    void difficulty_embedderOfAnotherKind_notAsked() {
        DifficultyEstimator other = estimator(Optional.of(SmallModel.embedder("another")));

        assertThat(other.score(SHOUT)).isEqualTo(plain.score(SHOUT));
    }

    @Test
    void difficulty_embedderFails_wordsAndFormAlone() {
        DifficultyEstimator failing = estimator(Optional.of(new TextEmbedder() {
            @Override
            public String id() {
                return SmallModel.EMBEDDER;
            }

            @Override
            public float[] embed(String text) {
                throw new IllegalStateException("out of memory");
            }
        }));

        assertThat(failing.score(SHOUT)).isEqualTo(plain.score(SHOUT));
    }

    @Test
    void difficulty_languageThatTheEmbedderDoesNotKnow_wordsAndFormAlone() {
        String german = "Wie ist der Name von dem, und was ist das für eine Stadt!";

        assertThat(meaning.score(german)).isEqualTo(plain.score(german));
    }

    @Test
    void difficulty_toolsSchemaAndTurns_harder() {
        List<Turn> one = List.of(new Turn(true, SUM));
        List<Turn> three = List.of(new Turn(true, "Hi"), new Turn(false, "Hello"), new Turn(true, SUM));
        double alone = plain.score(SUM);

        assertThat(plain.difficulty(new PromptText("", one, true, false)).score())
                .isGreaterThan(alone);
        assertThat(plain.difficulty(new PromptText("", one, false, true)).score())
                .isGreaterThan(alone);
        assertThat(plain.difficulty(new PromptText("", three, false, false)).score())
                .isGreaterThan(alone);
    }

    @Test
    void difficulty_noTurns_readsTheSystemText() {
        assertThat(plain.difficulty(new PromptText(SUM, List.of(), false, false))
                        .score())
                .isEqualTo(plain.score(SUM));
        assertThat(plain.difficulty(new PromptText("", List.of(), false, false)).score())
                .isBetween(0.0, 1.0);
    }

    private static DifficultyEstimator estimator(Optional<TextEmbedder> embedder) {
        return new DifficultyEstimator(SmallModel.model(), embedder, "some-model");
    }

    private static PromptText prompt(String text) {
        return new PromptText("", List.of(new Turn(true, text)), false, false);
    }
}
