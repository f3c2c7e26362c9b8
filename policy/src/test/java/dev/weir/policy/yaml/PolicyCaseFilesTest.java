package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.testing.PolicyTestResult;
import dev.weir.policy.testing.PolicyTestRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Case files: each good policy loads and passes the tests it carries; each bad one is rejected with exactly the problems
 * that the {@code .expected} file beside it lists.
 */
class PolicyCaseFilesTest {
    private static final Pattern CODE = Pattern.compile("WEIR-POL-[0-9]{3}");
    private static final String CELL = " [^ |](?:[^|\\n]|\\\\\\|)* \\|";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (WEIR-POL-[0-9]{3}) \\|" + CELL + CELL + CELL + "$");

    /** A file or dictionary that is missing, too large or of thousands of rules is tested in code. */
    private static final Set<ProblemCode> NEEDS_NO_CASE = EnumSet.of(
            ProblemCode.UNREADABLE,
            ProblemCode.TOO_LARGE,
            ProblemCode.TOO_MANY,
            ProblemCode.MORE_WARNINGS,
            ProblemCode.UNUSABLE_DICTIONARY,
            ProblemCode.NO_MASTER_KEY);

    static List<Path> bad() {
        return Catalogue.files(Catalogue.CASES.resolve("bad"));
    }

    static List<Path> badInstalled() {
        return Catalogue.files(Catalogue.CASES.resolve("bad-installed"));
    }

    static List<Path> warned() {
        return Catalogue.files(Catalogue.CASES.resolve("warned"));
    }

    static List<Path> good() {
        return Catalogue.files(Catalogue.CASES.resolve("good"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void load_badPolicy_rejectedWithExactProblems(Path file) throws IOException {
        assertRejected(file, Catalogue.loader());
    }

    @ParameterizedTest
    @MethodSource("badInstalled")
    void load_namesThatTheInstallationLacks_rejectedWithExactProblems(Path file) throws IOException {
        assertThat(Catalogue.loader().load(file)).isInstanceOf(PolicyLoading.Loaded.class);
        assertRejected(file, Catalogue.installed());
    }

    @ParameterizedTest
    @MethodSource("warned")
    void load_oddPolicy_loadsWithExactWarnings(Path file) throws IOException {
        PolicyLoading loading = Catalogue.installed().load(file);

        if (loading instanceof PolicyLoading.Rejected rejected) {
            throw new AssertionError(rejected.report());
        }
        assertExpected(file, ((PolicyLoading.Loaded) loading).warnings());
    }

    @Test
    void cases_together_coverEveryProblemCode() {
        Set<String> covered = Stream.of(bad(), badInstalled(), warned())
                .flatMap(List::stream)
                .flatMap(file -> CODE.matcher(read(expected(file))).results().map(MatchResult::group))
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(ProblemCode.values()).filter(code -> !NEEDS_NO_CASE.contains(code)))
                .allSatisfy(code -> assertThat(covered).contains(code.code()));
    }

    /** Each row says what is wrong, gives an example and says what to do; warnings stand under their own heading. */
    @Test
    void page_everyProblemCode_explainedOnceInOrder() {
        String page = read(Path.of("../docs/policy-problems.md"));
        List<MatchResult> rows = ROW.matcher(page).results().toList();
        int warnings = page.indexOf("## Warnings");

        assertThat(rows.stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
        assertThat(rows.stream().filter(row -> row.start() > warnings).map(row -> row.group(1)))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .filter(ProblemCode::isWarning)
                        .map(ProblemCode::code)
                        .toList());
    }

    private static void assertRejected(Path file, PolicyLoader loader) throws IOException {
        PolicyLoading loading = loader.load(file);

        assertThat(loading).isInstanceOf(PolicyLoading.Rejected.class);
        assertExpected(file, ((PolicyLoading.Rejected) loading).problems());
    }

    private static void assertExpected(Path file, List<PolicyProblem> problems) throws IOException {
        String actual = problems.stream().map(PolicyCaseFilesTest::line).collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("weir.record")) {
            Files.writeString(expected(file), actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected(file)));
    }

    private static Path expected(Path file) {
        return Path.of(file.toString().replace(".yaml", ".expected"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
