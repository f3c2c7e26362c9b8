package dev.weir.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.policy.Facts;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.yaml.Catalogue;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsJsonTest {
    private static final String WRITTEN = "{\"v\":1,\"at\":\"2026-03-04T05:06:07.000000008Z\","
            + "\"caller\":{\"key\":\"k1\",\"team\":\"support\",\"labels\":{\"env\":\"prod\",\"zone\":\"b\"}},"
            + "\"request\":{\"endpoint\":\"/v1/chat/completions\",\"model\":\"auto\",\"stream\":true,"
            + "\"tools\":false,\"structured_output\":false,\"turns\":2,\"roles\":[\"system\",\"user\"]},"
            + "\"inspection\":{\"complete\":true,\"findings\":["
            + "{\"entity\":\"EMAIL\",\"category\":\"personal\",\"score\":0.9,\"count\":2},"
            + "{\"entity\":\"AWS_KEY\",\"category\":\"secret\",\"score\":0.9,\"count\":1},"
            + "{\"entity\":\"EMAIL\",\"category\":\"personal\",\"score\":0.9,\"count\":1}]},"
            + "\"difficulty\":0.30000000000000004,\"injection\":0.0,\"language\":\"de\",\"tokens\":120,"
            + "\"spend\":{\"key\":{\"hour\":1,\"day\":2,\"month\":3},\"team\":{\"hour\":4,\"day\":5,\"month\":6},"
            + "\"gateway\":{\"hour\":7,\"day\":8,\"month\":9223372036854775807}},"
            + "\"targets\":[{\"id\":\"big\",\"provider\":\"acme\",\"region\":\"eu\"}],"
            + "\"wish\":{\"local_only\":false,\"at_least\":\"internal\"}}";

    @Test
    void write_facts_canonicalText() {
        assertThat(FactsJson.write(facts())).isEqualTo(WRITTEN);
    }

    @Test
    void read_written_equalButForPlacesOfFindings() {
        Facts read = FactsJson.read(WRITTEN);

        assertThat(read.withInspection(facts().inspection())).isEqualTo(facts());
        assertThat(read.inspection().findings().stream().map(Finding::entity))
                .containsExactly(Catalogue.EMAIL, Catalogue.EMAIL, Catalogue.AWS_KEY, Catalogue.EMAIL);
        assertThat(read.inspection().findings()).extracting(Finding::place).containsOnly(new Finding.Place("", false));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 1})
    void read_anyDifficulty_exact(double difficulty) {
        Facts facts = Records.facts(new Inspection.Incomplete(List.of(), "too_deep"), difficulty);

        Facts read = FactsJson.read(FactsJson.write(facts));

        assertThat(Double.doubleToLongBits(read.difficulty())).isEqualTo(Double.doubleToLongBits(difficulty));
        assertThat(read.inspection()).isEqualTo(new Inspection.Incomplete(List.of(), "too_deep"));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("\"v\":1", "\"v\":2", "`v` must be 1, the version of facts that this release reads"),
                arguments("\"v\":1,", "", "the field `v` is missing"),
                arguments("\"language\":\"de\"", "\"language\":7", "`language` must be text"),
                arguments("\"language\":\"de\"", "\"language\":\"de\",\"mood\":1", "unknown field `mood`"),
                arguments("\"team\":\"support\"", "\"team\":\"support\",\"boss\":\"x\"", "unknown field `caller.boss`"),
                arguments("\"tokens\":120", "\"tokens\":1.5", "`tokens` must be a whole number of 32 bits"),
                arguments("\"tokens\":120", "\"tokens\":3000000000", "`tokens` must be a whole number of 32 bits"),
                arguments(
                        "\"difficulty\":0.30000000000000004",
                        "\"difficulty\":\"hard\"",
                        "`difficulty` must be a number"),
                arguments(
                        "\"category\":\"secret\"",
                        "\"category\":\"SECRET\"",
                        "`inspection.findings[].category` must be one of personal, secret, health, confidential"),
                arguments(
                        "\"score\":0.9",
                        "\"score\":0",
                        "`inspection.findings[].score` must be more than 0 and at most 1"),
                arguments(
                        "\"count\":2",
                        "\"count\":0",
                        "`inspection.findings[].count` must be 1 or more, and not above 4194304 in all"),
                arguments(
                        "\"count\":2",
                        "\"count\":4194304",
                        "`inspection.findings[].count` must be 1 or more, and not above 4194304 in all"),
                arguments("\"complete\":true", "\"complete\":false", "the field `inspection.cause` is missing"),
                arguments("2026-03-04T", "yesterday", "`at` must be an instant like 2026-01-01T12:00:00Z"),
                arguments("\"roles\":[\"system\"", "\"roles\":[1", "`request.roles` must be a list of text"),
                arguments("{\"hour\":1,", "{\"hour\":1,\"hour\":1,", "the text is not JSON"),
                arguments("\"at_least\":\"internal\"}}", "\"at_least\":\"internal\"}}{", "the text is not JSON"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void read_otherText_refusedWithItsField(String from, String to, String problem) {
        String changed = WRITTEN.replaceFirst(Pattern.quote(from), to);

        assertThat(changed).isNotEqualTo(WRITTEN);
        assertThatThrownBy(() -> FactsJson.read(changed))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{", "{}x"})
    void read_noObject_refused(String text) {
        assertThatThrownBy(() -> FactsJson.read(text)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void write_manyAlike_oneGroup() {
        Facts facts =
                Records.facts(new Inspection.Complete(Collections.nCopies(5000, Catalogue.finding(Catalogue.IBAN))), 0);

        assertThat(FactsJson.write(facts)).contains("\"count\":5000}]").hasSizeLessThan(1000);
        assertThat(FactsJson.read(FactsJson.write(facts)).inspection().findings())
                .hasSize(5000);
    }

    private static Facts facts() {
        List<Finding> findings = Stream.of(Catalogue.EMAIL, Catalogue.EMAIL, Catalogue.AWS_KEY, Catalogue.EMAIL)
                .map(Catalogue::finding)
                .toList();
        return Records.facts(new Inspection.Complete(findings), 0.1 + 0.2);
    }
}
