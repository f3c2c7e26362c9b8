package dev.weir.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
