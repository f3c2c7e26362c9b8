package dev.weir.gateway.pseudonym;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.Directories;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymiser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PseudonymConfigurationTest {

    private static final String EMAIL = "jane.roe@firma.de";
    private static final String PHONE = "+49 30 901820";
    private static final String KEY = "AKIA" + "Z7QF3XN5LDWP2KRT";

    @TempDir
    Path data;

    private ApplicationContextRunner runner = new ApplicationContextRunner();

    @BeforeEach
    void prepare() {
        runner = new ApplicationContextRunner()
                .withUserConfiguration(PseudonymConfiguration.class)
                .withBean(Directories.class, () -> new Directories(data, data));
    }

    private static String pseudonymised(Pseudonymiser pseudonymiser) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("input", "Write to " + EMAIL + ", call " + PHONE + ", and the key is " + KEY);
        if (!(RequestInspector.standard().inspect(body) instanceof Inspection.Complete complete)) {
            throw new IllegalStateException("the inspection is not complete");
        }
        return pseudonymiser
                .pseudonymise(body, complete, new PseudonymScope("team", "conversation"))
                .body()
                .path("input")
                .asString();
    }

    @Test
    void pseudonymiser_nothingConfigured_placeholders() {
        runner.run(context -> assertThat(pseudonymised(context.getBean(Pseudonymiser.class)))
                .matches("Write to \\[EMAIL_\\w+], call \\[PHONE_\\w+], and the key is \\[AWS_ACCESS_KEY_\\w+]"));
    }

    @Test
    void pseudonymiser_realistic_sameForm_butSecretsArePlaceholders() {
        runner.withPropertyValues("weir.pseudonyms.format=realistic").run(context -> {
            String text = pseudonymised(context.getBean(Pseudonymiser.class));

            assertThat(text)
                    .matches("Write to \\S+@\\S+, call \\+49 [\\d ]+, and the key is \\[AWS_ACCESS_KEY_\\w+]")
                    .doesNotContain(EMAIL, PHONE);
        });
    }

    @Test
    void pseudonymiser_realisticForOneEntity_placeholdersForTheRest() {
        runner.withPropertyValues("weir.pseudonyms.formats.email=realistic")
                .run(context -> assertThat(pseudonymised(context.getBean(Pseudonymiser.class)))
                        .matches("Write to \\S+@\\S+, call \\[PHONE_\\w+], and .*"));
    }

    @Test
    void key_startedAgain_samePseudonyms() {
        runner.run(first -> runner.run(again -> assertThat(pseudonymised(again.getBean(Pseudonymiser.class)))
                .isEqualTo(pseudonymised(first.getBean(Pseudonymiser.class)))));
    }

    @Test
    void key_othersMayRead_startFailsAndSaysWhatToDo() throws IOException {
        Path key = Files.write(data.resolve("pseudonym.key"), new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        runner.run(context -> assertThat(requireNonNull(
                                new PseudonymKeyFailureAnalyzer().analyze(requireNonNull(context.getStartupFailure())))
                        .getDescription())
                .contains("others may read", "chmod 600"));
    }

    @Test
    void key_folderMissing_startFailsAndNamesTheFile() {
        Path missing = data.resolve("none").resolve("pseudonym.key");

        runner.withPropertyValues("weir.pseudonyms.key-file=" + missing)
                .run(context -> assertThat(requireNonNull(new PseudonymKeyFailureAnalyzer()
                                        .analyze(requireNonNull(context.getStartupFailure())))
                                .getDescription())
                        .contains(missing.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=pretty", "formats.emial=realistic", "fromat=realistic"})
    void bind_wrongSetting_startFails(String setting) {
        runner.withPropertyValues("weir.pseudonyms." + setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
