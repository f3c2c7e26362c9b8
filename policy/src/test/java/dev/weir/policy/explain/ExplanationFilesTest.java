package dev.weir.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Facts;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.rules.CompiledPolicy;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Explanations against the files beside {@code policy.yaml}. Where one is meant to change, take what the test writes to
 * {@code target/explain}, after reading it.
 */
class ExplanationFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/weir/policy/explain");
    private static final Path WRITTEN = Path.of("target/explain");

    enum Case {
        NOTHING_FOUND("7", 0.7),
        PERSONAL("7", 0.7),
        SECRET("words-of-the-client", 0.3);

        private final String model;
        private final double difficulty;

        Case(String model, double difficulty) {
            this.model = model;
            this.difficulty = difficulty;
        }

        private List<Entity> found() {
            return switch (this) {
                case NOTHING_FOUND -> List.of();
                case PERSONAL -> List.of(Catalogue.EMAIL, Catalogue.EMAIL, Catalogue.IBAN);
                case SECRET -> List.of(Catalogue.AWS_KEY);
            };
        }

        private String file(String ending) {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + ending;
        }
    }

    @ParameterizedTest
    @EnumSource
    void render_case_asInFile(Case it) throws IOException {
        String text = ExplanationRenderer.render(explained(it), "policy.yaml");

        assertSameAsFile(text, it.file(".txt"));
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .isLessThanOrEqualTo(ExplanationRenderer.WIDTH));
        assertThat(text).doesNotContain("words-of-the-client");
    }

    @ParameterizedTest
    @EnumSource
    void write_case_asInFile(Case it) throws IOException {
        String json = ExplanationJson.write(explained(it));

        assertSameAsFile(json + "\n", it.file(".json"));
        assertThat(json).doesNotContain("words-of-the-client");
    }

    @Test
    void explain_decision_sameAsThePolicyDecides() throws IOException {
        CompiledPolicy policy = policy();

        assertThat(Stream.of(Case.values())
                        .map(it -> PolicyExplainer.explain(policy, facts(it)).decision()))
                .containsExactlyElementsOf(Stream.of(Case.values())
                        .map(it -> policy.decide(facts(it)))
                        .toList());
    }

    private static void assertSameAsFile(String text, String file) throws IOException {
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve(file), text);
        assertThat(text).isEqualTo(Files.readString(FOLDER.resolve(file)));
    }

    private static Explanation explained(Case it) throws IOException {
        return PolicyExplainer.explain(policy(), facts(it));
    }

    private static CompiledPolicy policy() throws IOException {
        PolicySet policy = Catalogue.loaded(Files.readString(FOLDER.resolve("policy.yaml")))
                .policy();
        return new CompiledPolicy(policy, new PolicyVersion(policy.name(), 3, policy.sha256()));
    }

    private static Facts facts(Case it) {
        Facts.Spend.Amounts none = new Facts.Spend.Amounts(0, 0, 0);
        Facts.Spend spend = new Facts.Spend(none, new Facts.Spend.Amounts(0, 4_200_000, 9_000_000), none);
        return new Facts(
                new Facts.Caller("key", "research", Map.of()),
                new Facts.Request("/v1/chat/completions", it.model, false, false, false, 3, List.of("user")),
                new Inspection.Complete(
                        it.found().stream().map(Catalogue::finding).toList()),
                it.difficulty,
                "en",
                812,
                Optional.of(spend),
                List.of(new Facts.Target("far", "acme", "us"), new Facts.Target("near", "bolt", "eu")),
                Facts.Tightening.NONE,
                Instant.parse("2026-03-04T10:15:30Z"));
    }
}
