package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.rules.RandomPolicies;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.testing.PolicyTestCase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading what is printed gives the same policy, and printing that gives the same text. */
class PolicyPrinterTest {
    private static final int POLICIES = 60;
    private static final int TEXTS = 200;

    static List<Path> loadable() {
        return Stream.concat(
                        PolicyCaseFilesTest.good().stream(),
                        Stream.concat(
                                PolicyCaseFilesTest.warned().stream(), PolicyCaseFilesTest.badInstalled().stream()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("loadable")
    void print_caseFile_loadsTheSame(Path file) {
        assertSameWhenLoaded(loaded(Catalogue.loader().load(file)), Catalogue.loader());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void print_shippedPolicy_loadsTheSame(Path file) {
        assertSameWhenLoaded(loaded(PolicyLoader.standard().load(file)), PolicyLoader.standard());
    }

    static List<Path> shipped() {
        return Catalogue.files(Catalogue.MAIN);
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void print_anyPolicy_loadsTheSame(long seed) {
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        for (int i = 0; i < POLICIES; i++) {
            assertSameWhenLoaded(policies.draft().loaded(), Catalogue.loader());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {44, 45, 46})
    void print_anyText_loadsTheSame(long seed) {
        RandomTexts texts = new RandomTexts(new Random(seed));
        for (int i = 0; i < TEXTS; i++) {
            PolicyLoading.Loaded loaded = Catalogue.loaded(texts.policy());
            assertThat(loaded.tests()).hasSize(1);
            assertSameWhenLoaded(loaded, Catalogue.loader());
        }
    }

    @Test
    void print_everySection_readsLikeAHandWrittenFile() {
        PolicyLoading.Loaded loaded = loaded(Catalogue.loader().load(Catalogue.CASES.resolve("printed/written.yaml")));

        assertThat(PolicyPrinter.print(loaded))
                .isEqualTo(PolicyCaseFilesTest.read(Catalogue.CASES.resolve("printed/canonical.yaml")));
    }

    private static void assertSameWhenLoaded(PolicyLoading.Loaded loaded, PolicyLoader loader) {
        String printed = PolicyPrinter.print(loaded);
        PolicyLoading again = loader.load("printed", printed.getBytes(StandardCharsets.UTF_8));

        assertThat(again).as(printed).isInstanceOf(PolicyLoading.Loaded.class);
        assertThat(Content.of(loaded(again))).as(printed).isEqualTo(Content.of(loaded));
        assertThat(PolicyPrinter.print(loaded(again))).isEqualTo(printed);
    }

    private static PolicyLoading.Loaded loaded(PolicyLoading loading) {
        return switch (loading) {
            case PolicyLoading.Loaded loaded -> loaded;
            case PolicyLoading.Rejected rejected -> throw new AssertionError(rejected.report());
        };
    }

    /** What a policy says, wherever in a file it says it. */
    private record Content(
            String name,
            String description,
            Effect byDefault,
            DetectionSettings detection,
            List<Level> levels,
            List<NamedRule> rules,
            List<Budget> budgets,
            List<Case> tests) {

        record Level(Sensitivity level, String when) {}

        record NamedRule(String id, String description, String when, RuleEffect effect) {}

        record Case(String name, Facts facts, List<String> texts, PolicyTestCase.Expectation expect) {}

        static Content of(PolicyLoading.Loaded loaded) {
            PolicySet policy = loaded.policy();
            return new Content(
                    policy.name(),
                    policy.description(),
                    policy.byDefault(),
                    policy.detection(),
                    policy.levels().stream()
                            .map(level -> new Level(level.level(), level.when().source()))
                            .toList(),
                    policy.rules().stream()
                            .map(rule -> new NamedRule(
                                    rule.id(), rule.description(), rule.when().source(), rule.effect()))
                            .toList(),
                    policy.budgets(),
                    loaded.tests().stream()
                            .map(test -> new Case(test.name(), test.facts(), test.texts(), test.expect()))
                            .toList());
        }
    }
}
