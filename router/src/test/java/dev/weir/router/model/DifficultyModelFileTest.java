package dev.weir.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifficultyModelFileTest {

    private final byte[] file = DifficultyModelFile.write(SmallModel.model());

    @Test
    void read_whatWasWritten_sameModel() {
        DifficultyModel read = DifficultyModelFile.read(file);

        assertThat(DifficultyModelFile.write(read)).isEqualTo(file);
        assertThat(read.notes()).isEqualTo(SmallModel.model().notes());
        assertThat(score(read)).isEqualTo(score(SmallModel.model()));
    }

    @Test
    void read_judgeOfAnswers_judgesAsBefore() {
        int size = AnswerJudge.inputNames().size();
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = 0.1f + i;
        }
        AnswerJudge judge = new AnswerJudge("ab12", AnswerJudge.inputNames(), numbers, numbers, 0.5f, numbers);
        Profile reference = SmallModel.model().profile(Profile.REFERENCE);
        Profile judged = new Profile(
                "tiny", 0, reference.weights(), reference.withMeaning(), reference.textOnly(), Optional.of(judge));

        byte[] bytes = DifficultyModelFile.write(SmallModel.model().with(judged));
        AnswerJudge read =
                DifficultyModelFile.read(bytes).profile("tiny").judge().orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(judge);
        assertThat(DifficultyModelFile.read(bytes).profile("another").judge()).isEmpty();
    }

    @Test
    void read_versionWithoutJudges_stillRead() throws NoSuchAlgorithmException {
        // The last byte before the sum says that the only profile has no judge; version 1 didn't have it.
        byte[] content = Arrays.copyOf(file, file.length - 33);
        content[11] = 1;
        byte[] old = Arrays.copyOf(content, content.length + 32);
        System.arraycopy(MessageDigest.getInstance("SHA-256").digest(content), 0, old, content.length, 32);

        DifficultyModel read = DifficultyModelFile.read(old);

        assertThat(DifficultyModelFile.write(read)).isEqualTo(file);
    }

    @Test
    void read_anyByteChanged_refused() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

            assertThatThrownBy(() -> DifficultyModelFile.read(damaged)).isInstanceOf(InvalidModelException.class);
        }
    }

    @Test
    void read_cutAnywhere_refused() {
        for (int length = 0; length < file.length; length += 97) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> DifficultyModelFile.read(cut)).isInstanceOf(InvalidModelException.class);
        }
    }

    @Test
    void read_otherVersion_saysWhich() {
        byte[] newer = file.clone();
        newer[11] = 99;

        assertThatThrownBy(() -> DifficultyModelFile.read(newer))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("version 99");
    }

    private static double score(DifficultyModel model) {
        return new DifficultyEstimator(model, Optional.empty(), "some-model").score("What are 1, 2 and 3?");
    }
}
