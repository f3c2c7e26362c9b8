package dev.weir.gateway.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.policy.Detectors;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** With the real model. */
class DetectionConfigurationTest {

    private static final String TEXT = "Please call Sarah Whitfield in Denver, sarah@example.com, about the invoice.";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(DetectionConfiguration.class);

    private static Inspection inspection(DetectionModel model, String... packs) {
        return new RequestInspector(model.complete(RecogniserRegistry.ofPacks(List.of(packs)))).inspect(TEXT);
    }

    private static List<String> found(Inspection inspection) {
        return inspection.findings().stream()
                .map(finding -> finding.entity().name() + " " + TEXT.substring(finding.start(), finding.end()))
                .toList();
    }

    @Test
    void model_nothingConfigured_namesAndPlacesFound() {
        runner.run(context -> {
            Inspection inspection = inspection(context.getBean(DetectionModel.class), "core");

            assertThat(inspection).isInstanceOf(Inspection.Complete.class);
            assertThat(found(inspection))
                    .containsExactly("PERSON Sarah Whitfield", "LOCATION Denver", "EMAIL sarah@example.com");
        });
    }

    @Test
    void model_none_degradedWithWhatRulesFind() {
        runner.withPropertyValues("weir.detection.model=none").run(context -> {
            DetectionModel model = context.getBean(DetectionModel.class);

            assertThat(inspection(model, "core")).isInstanceOfSatisfying(Inspection.Incomplete.class, incomplete -> {
                assertThat(found(incomplete)).contains("EMAIL sarah@example.com");
                assertThat(incomplete.cause()).contains("model");
            });
            assertThat(inspection(model, "secrets")).isInstanceOf(Inspection.Complete.class);
        });
    }

    @Test
    void model_rulesByChoice_completeWithoutPlaces() {
        runner.withPropertyValues("weir.detection.model=rules").run(context -> {
            Inspection inspection = inspection(context.getBean(DetectionModel.class), "core");

            assertThat(inspection).isInstanceOf(Inspection.Complete.class);
            assertThat(found(inspection)).doesNotContain("LOCATION Denver");
        });
    }

    @Test
    void model_noTimeToJudge_degraded() {
        runner.withPropertyValues("weir.detection.time-limit=1ns")
                .run(context -> assertThat(inspection(context.getBean(DetectionModel.class), "core"))
                        .isInstanceOf(Inspection.Incomplete.class));
    }

    @Test
    void model_closed_degraded() {
        runner.run(context -> {
            DetectionModel model = context.getBean(DetectionModel.class);
            model.close();

            assertThat(inspection(model, "core")).isInstanceOf(Inspection.Incomplete.class);
        });
    }

    @Test
    void decide_degradedUnderAPolicyThatLetsAllOut_staysOnTheEdge() {
        var none = new DetectionProperties(DetectionProperties.Model.NONE, 1, Duration.ofSeconds(1), 0);
        Detectors detectors = Detectors.completedBy(DetectionModel.open(none)::complete);
        byte[] policy = """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: open}
                default: {cloud: as_is}
                """.getBytes(StandardCharsets.UTF_8);
        var loaded = (PolicyLoading.Loaded) PolicyLoader.standard().load("open.yaml", policy);
        var inForce = detectors.join(loaded.policy(), 1);

        Facts facts = facts(inForce.inspector().inspect(TEXT));

        assertThat(inForce.decide(facts).effect()).isEqualTo(Effect.LOCAL_ONLY);
    }

    private static Facts facts(Inspection inspection) {
        return new Facts(
                new Facts.Caller("key_1", "team", Map.of()),
                new Facts.Request(
                        "/v1/chat/completions",
                        "auto",
                        /* stream= */ false,
                        /* tools= */ false,
                        /* structuredOutput= */ false,
                        1,
                        List.of("user")),
                inspection,
                0.9,
                "en",
                20,
                Optional.empty(),
                List.of(),
                Facts.Tightening.NONE,
                Instant.parse("2026-11-25T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model=bert", "threads=-1", "time-limit=0s", "remembered=-1", "modle=none"})
    void bind_wrongSetting_startFails(String setting) {
        runner.withPropertyValues("weir.detection." + setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
