package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.mutation.MutationReport;
import dev.weir.policy.mutation.MutationReport.Survivor;
import dev.weir.policy.mutation.MutationTest;
import dev.weir.policy.testing.PolicyTestResult;
import dev.weir.policy.testing.PolicyTestRunner;
import dev.weir.policy.testing.RuleCoverage;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.policy.yaml.ReadyMadePolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policies that ship, with the recognisers that ship. Each is an example of how a policy should be written, so it
 * loads without a warning, its cases show every level and rule both ways, and they notice nearly every small change.
 */
class ReadyMadePoliciesTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/weir/policy");
    private static final RequestInspector INSPECTOR = RequestInspector.standard();

    @Test
    void folder_policies_areThoseNamed() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml"))
                            .map(name -> name.substring(0, name.length() - ".yaml".length())))
                    .containsExactlyInAnyOrderElementsOf(ReadyMadePolicies.names());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.weir.policy.yaml.ReadyMadePolicies#names")
    void load_readyMade_noWarningAndEveryCasePasses(String name) throws IOException {
        PolicyLoading.Loaded loaded = load(name);

        List<PolicyTestResult> results = results(loaded);

        assertThat(loaded.policy().name()).isEqualTo(name);
        assertThat(loaded.warnings()).isEmpty();
        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.failures()).as(result.test().name()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dev.weir.policy.yaml.ReadyMadePolicies#names")
    void coverage_readyMade_everyLevelAndRuleBothWays(String name) throws IOException {
        PolicyLoading.Loaded loaded = load(name);

        RuleCoverage coverage = RuleCoverage.of(loaded.policy(), results(loaded));

        assertThat(coverage.parts())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.isCovered()).as(part.id()).isTrue());
    }

    /** A wish for the cloud that begins earlier changes nothing: there the wish to stay holds too, and wins. */
    @ParameterizedTest
    @MethodSource("dev.weir.policy.yaml.ReadyMadePolicies#names")
    void mutate_readyMade_onlyWhatChangesNothingSurvives(String name) throws IOException {
        MutationReport report =
                MutationTest.run(name, content(name), PolicyLoader.standard(), ReadyMadePoliciesTest::detect);

        assertThat(report.mutants()).isGreaterThan(20);
        assertThat(report.survivors())
                .filteredOn(survivor -> !isAnEarlierWishForTheCloud(survivor))
                .isEmpty();
    }

    private static boolean isAnEarlierWishForTheCloud(Survivor survivor) {
        return survivor.owner().equals("hard-questions")
                && survivor.kind().equals("threshold")
                && survivor.to().compareTo(survivor.from()) < 0;
    }

    private static List<PolicyTestResult> results(PolicyLoading.Loaded loaded) {
        return new PolicyTestRunner(ReadyMadePoliciesTest::detect).run(loaded.policy(), loaded.tests());
    }

    private static PolicyLoading.Loaded load(String name) throws IOException {
        return switch (PolicyLoader.standard().load(name, content(name))) {
            case PolicyLoading.Loaded loaded -> loaded;
            case PolicyLoading.Rejected rejected -> throw new AssertionError(rejected.report());
        };
    }

    private static byte[] content(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name + ".yaml"));
    }

    private static List<Finding> detect(String text) {
        return INSPECTOR.inspect(text).findings();
    }
}
