package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.testing.PolicyTestResult;
import dev.weir.policy.testing.PolicyTestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Case files: each good policy loads and passes the tests it carries; each bad one is rejected with exactly the problems
 * that the {@code .expected} file beside it lists.
 */
class PolicyCaseFilesTest {

    static List<Path> bad() {
        return Catalogue.files(Catalogue.CASES.resolve("bad"));
    }

    static List<Path> good() {
        return Catalogue.files(Catalogue.CASES.resolve("good"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void load_badPolicy_rejectedWithExactProblems(Path file) throws IOException {
        PolicyLoading loading = Catalogue.loader().load(file);

        assertThat(loading).isInstanceOf(PolicyLoading.Rejected.class);
        String actual = ((PolicyLoading.Rejected) loading)
                .problems().stream().map(PolicyCaseFilesTest::line).collect(Collectors.joining("\n", "", "\n"));
        Path expected = Path.of(file.toString().replace(".yaml", ".expected"));
        if (Boolean.getBoolean("weir.record")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("good")
    void load_goodPolicy_passesItsOwnTests(Path file) {
        PolicyLoading loading = Catalogue.loader().load(file);

        if (loading instanceof PolicyLoading.Rejected rejected) {
            throw new AssertionError(rejected.report());
        }
        PolicyLoading.Loaded loaded = (PolicyLoading.Loaded) loading;
        List<PolicyTestResult> results = new PolicyTestRunner(Catalogue::detect).run(loaded.policy(), loaded.tests());
        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.failures()).as(result.test().name()).isEmpty());
    }

    private static String line(PolicyProblem problem) {
        String nearest = problem.nearest().map(name -> " -> " + name).orElse("");
        return problem.position().line() + ":" + problem.position().column() + " "
                + problem.code().code() + " " + problem.message() + nearest;
    }
}
