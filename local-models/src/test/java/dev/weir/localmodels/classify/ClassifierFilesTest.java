package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClassifierFilesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void verify_otherBytes_refused() {
        ClassifierManifest.Artefact model =
                BundledClassifier.INSTANCE.manifest().model();

        assertThatExceptionOfType(ClassifierException.class)
                .isThrownBy(() -> ClassifierFiles.verify(model, bytes("something else")))
                .withMessageContaining(model.file());
    }

    @Test
    void read_noJson_refused() {
        assertThatExceptionOfType(ClassifierException.class).isThrownBy(() -> ClassifierManifest.read(bytes("{")));
    }

    @Test
    void read_partMissing_refused() {
        assertThatExceptionOfType(ClassifierException.class)
                .isThrownBy(() -> ClassifierManifest.read(bytes("{\"id\":\"x\"}")));
    }

    @Test
    void bundled_manifest_namesLicencesAndLabels() {
        ClassifierManifest manifest = BundledClassifier.INSTANCE.manifest();

        assertThat(manifest.labels()).contains("PERSON", "LOCATION", "ADDRESS", "ORGANIZATION");
        assertThat(manifest.trainingData()).isNotEmpty();
        assertThat(manifest.licence()).isNotBlank();
    }
}
