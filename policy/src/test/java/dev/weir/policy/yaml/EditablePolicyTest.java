package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.EditablePolicy.Part;
import dev.weir.policy.yaml.EditablePolicy.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditablePolicyTest {
    private static final String POLICY = """
            # größer \uD83D\uDE00
            apiVersion: weir/v1
            kind: Policy
            metadata: {name: p}
            default:
              cloud: as_is
            # between
            sensitivity:
            - {level: internal, when: "findings.has('email')"}
            rules:
            - id: folded
              when: >-
                difficulty >= 0.6
                && request.stream
              effect: {cloud: pseudonymised}   # why
            - id: plain
              effect: block
              when: difficulty > 0.9
            - {id: kept, when: request.stream, capture: masked}
            capture: encrypted
            answers: {secret: block}
            """;

    static Stream<Path> good() {
        return PolicyCaseFilesTest.good().stream();
    }

    @Test
    void places_everyStyle_ownerValueAndPosition() {
        assertThat(edit(POLICY).places())
                .extracting(place -> place.part() + " " + place.owner() + " " + place.value() + " "
                        + place.position().line() + ":" + place.position().column())
                .containsExactly(
                        "DEFAULT default cloud: as_is 6:3",
                        "LEVEL sensitivity:internal internal 9:11",
                        "CONDITION sensitivity:internal findings.has('email') 9:27",
                        "CONDITION folded difficulty >= 0.6 && request.stream 12:9",
                        "EFFECT folded cloud: pseudonymised 15:11",
                        "CONDITION plain difficulty > 0.9 18:9",
                        "EFFECT plain block 17:11",
                        "CONDITION kept request.stream 19:20",
                        "CAPTURE kept masked 19:45",
                        "CAPTURE capture encrypted 20:10",
                        "ANSWER answers:secret block 21:19");
    }

    @Test
    void with_eachPlace_onlyThatChanges() {
        EditablePolicy policy = edit(POLICY);
        for (Place place : policy.places()) {
            String value = switch (place.part()) {
                case CONDITION -> "language == 'x\"\\\\\u00e9'";
                case EFFECT, DEFAULT -> "cloud: pseudonymised";
                case LEVEL -> "restricted";
                case ANSWER -> "mask";
                case CAPTURE -> "none";
            };
            String changed = new String(policy.with(place, value), StandardCharsets.UTF_8);

            List<Place> after = edit(changed).places();
            for (int i = 0; i < after.size(); i++) {
                boolean isChanged = policy.places().get(i).equals(place);
                assertThat(after.get(i).value())
                        .isEqualTo(isChanged ? value : policy.places().get(i).value());
            }
            assertThat(changed).contains("# größer \uD83D\uDE00", "# between", "# why");
            Catalogue.loaded(changed);
        }
    }

    /** Putting every value back as it was gives the same policy. */
    @ParameterizedTest
    @MethodSource("good")
    void with_sameValues_samePolicy(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        PolicySet before =
                Catalogue.loaded(new String(content, StandardCharsets.UTF_8)).policy();
        EditablePolicy policy = edit(new String(content, StandardCharsets.UTF_8));
        for (Place place : policy.places()) {
            PolicySet after = Catalogue.loaded(new String(policy.with(place, place.value()), StandardCharsets.UTF_8))
                    .policy();

            assertThat(after.byDefault()).isEqualTo(before.byDefault());
            assertThat(after.rules())
                    .extracting(rule -> rule.id() + rule.effect() + rule.when().source())
                    .isEqualTo(before.rules().stream()
                            .map(rule -> rule.id() + rule.effect() + rule.when().source())
                            .toList());
        }
        assertThat(policy.places().stream().filter(place -> place.part() == Part.CONDITION))
                .hasSize(before.rules().size() + before.levels().size());
    }

    @Test
    void of_noYaml_empty() {
        assertThat(EditablePolicy.of("p.yaml", "a: [".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(edit("[1, 2]").places()).isEmpty();
    }

    private static EditablePolicy edit(String yaml) {
        return EditablePolicy.of("p.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
