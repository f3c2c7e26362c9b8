package dev.weir.policy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.EntityCatalogue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LabelsTest {

    static Stream<Entity> entities() {
        return EntityCatalogue.standard().entities().values().stream();
    }

    @ParameterizedTest
    @MethodSource("entities")
    void of_everyEntityThatWeirFinds_aLabelOfTheCorpora(Entity entity) {
        assertThat(Labels.canonical()).contains(Labels.of(entity));
    }

    @ParameterizedTest
    @CsvSource({"PER,PERSON", "us-ssn,NATIONAL_ID", "Email Address,EMAIL", "PHONE,PHONE", "SOMETHING,SOMETHING"})
    void canonical_namesOfOtherDetectors_understood(String name, String label) {
        assertThat(Labels.canonical(name)).isEqualTo(label);
    }
}
