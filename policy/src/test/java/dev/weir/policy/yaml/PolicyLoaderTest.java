package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.policy.Effect;
import dev.weir.policy.rules.Budget;
import dev.weir.policy.rules.DetectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLoaderTest {
    private static final String HEADER = "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\n";

    @Test
    void load_missingFile_oneProblemThatSaysSo(@TempDir Path folder) {
        List<PolicyProblem> problems = problems(Catalogue.loader().load(folder.resolve("none.yaml")));

        assertThat(problems).singleElement().extracting(PolicyProblem::code).isEqualTo(ProblemCode.UNREADABLE);
    }

    @Test
    void load_moreThanOneMebibyte_refusedUnread() {
        byte[] large = "#".repeat(PolicyLoader.LARGEST + 1).getBytes(StandardCharsets.UTF_8);

        assertThat(problems(Catalogue.loader().load("p", large)))
                .singleElement()
                .extracting(PolicyProblem::code)
                .isEqualTo(ProblemCode.TOO_LARGE);
    }

    @Test
    void load_notUtf8_refused() {
        byte[] latin = "metadata: {name: caf\u00e9}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problems(Catalogue.loader().load("p", latin)))
                .singleElement()
                .extracting(PolicyProblem::code)
                .isEqualTo(ProblemCode.NOT_UTF8);
    }

    @Test
    void load_nestedAliases_refusedWithoutUnfolding() {
        StringBuilder bomb = new StringBuilder(HEADER).append("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }

        assertThat(problems(Catalogue.load(bomb.toString())))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.ALIAS));
    }

    @Test
    void load_mebibyteOfOpenBrackets_refused() {
        assertThat(problems(Catalogue.load("[".repeat(PolicyLoader.LARGEST))))
                .extracting(PolicyProblem::code)
                .containsExactly(ProblemCode.TOO_DEEP);
    }

    /** Behind {@code LARGEST + 1} bytes the file is not looked at, however long it is. */
    @Test
    void load_hugeFile_readNoFurtherThanTheLimit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(100L << 20);
        }
        EndlessStream endless = new EndlessStream();

        assertThat(problems(Catalogue.loader().load(file)))
                .extracting(PolicyProblem::code)
                .containsExactly(ProblemCode.TOO_LARGE);
        assertThat(problems(Catalogue.loader().load("p", endless)))
                .extracting(PolicyProblem::code)
                .containsExactly(ProblemCode.TOO_LARGE);
        assertThat(endless.count).isEqualTo(PolicyLoader.LARGEST + 1L);
    }

    @Test
    void load_tooManyRules_refused() {
        StringBuilder yaml = new StringBuilder(HEADER).append("default: block\nrules:\n");
        for (int i = 0; i <= 1000; i++) {
            yaml.append("- {id: r%d, when: request.stream, effect: block}\n".formatted(i));
        }

        assertThat(problems(Catalogue.load(yaml.toString())))
                .filteredOn(problem -> !problem.code().isWarning())
                .extracting(PolicyProblem::code, problem -> problem.position().line())
                .containsExactly(tuple(ProblemCode.TOO_MANY, 1006));
    }

    @Test
    void load_moreProblemsThanAnyoneReads_cutAndStillRefused() {
        String rules = "- {id: r, when: request.strem, effect: block}\n".repeat(700);

        assertThat(problems(Catalogue.load(HEADER + "default: block\nrules:\n" + rules)))
                .hasSize(1001)
                .last()
                .extracting(PolicyProblem::code)
                .isEqualTo(ProblemCode.TOO_MANY);
    }

    @Test
    void load_moreWarningsThanAnyoneReads_cutAndStillLoaded() {
        StringBuilder yaml = new StringBuilder(HEADER).append("default: block\nrules:\n");
        for (int i = 0; i < 600; i++) {
            yaml.append("- {id: r%d, when: \"false\", effect: local_only}\n".formatted(i));
        }

        assertThat(Catalogue.loaded(yaml.toString()).warnings())
                .hasSize(1001)
                .filteredOn(problem -> problem.code() == ProblemCode.MORE_WARNINGS)
                .hasSize(1);
    }

    @Test
    void load_longTextInAProblem_cut() {
        assertThat(problems(Catalogue.load(HEADER + "k".repeat(9000) + ": 1\n")))
                .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(400));
    }

    @Test
    void load_byteOrderMark_ignored() {
        assertThat(Catalogue.load("\uFEFF" + HEADER + "default: block\n")).isInstanceOf(PolicyLoading.Loaded.class);
    }

    @Test
    void load_withoutDefault_closedWithWarnings() {
        PolicyLoading.Loaded loaded =
                Catalogue.loaded(HEADER + "rules:\n- {id: a, when: difficulty > 0.5, effect: prefer_cloud}\n");

        assertThat(loaded.policy().byDefault()).isEqualTo(Effect.LOCAL_ONLY);
        assertThat(loaded.warnings())
                .extracting(PolicyProblem::code)
                .containsExactly(ProblemCode.NOTHING_LEAVES, ProblemCode.CHANGES_NOTHING);
    }

    @Test
    void load_conditionThatNeverHolds_warned() {
        PolicyLoading.Loaded loaded = Catalogue.loaded(
                HEADER + "default: {cloud: as_is}\nrules:\n- {id: a, when: 1 > 2, effect: local_only}\n");

        assertThat(loaded.warnings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NEVER_HOLDS));
    }

    @Test
    void load_budget_inMicroUsd() {
        PolicyLoading.Loaded loaded = Catalogue.loaded(
                HEADER
                        + "default: {cloud: as_is}\nbudgets: [{scope: key, period: month, limit: 0.25 USD, when_spent: block}]\n");

        assertThat(loaded.policy().budgets())
                .containsExactly(new Budget(Budget.Scope.KEY, Budget.Period.MONTH, 250_000, Effect.BLOCK));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void load_detection_namesInUpperCase() {
        PolicyLoading.Loaded loaded = Catalogue.loaded(HEADER
                + "default: block\ndetection:\n  packs: [core]\n  thresholds: {email: 0.5}\n"
                + "  dictionaries: [{entity: codename, file: words/code.txt}]\n");

        assertThat(loaded.policy().detection())
                .isEqualTo(new DetectionSettings(
                        List.of("core"),
                        Map.of("EMAIL", 0.5),
                        List.of(new DetectionSettings.Dictionary("CODENAME", "words/code.txt"))));
    }

    @Test
    void load_withoutDetection_usesEveryPack() {
        assertThat(Catalogue.loaded(HEADER + "default: block\n")
                        .policy()
                        .detection()
                        .packs())
                .containsExactlyInAnyOrderElementsOf(Catalogue.PACKS);
    }

    @Test
    void load_packsWithoutSecrets_warnedAndEntityUnknown() {
        String detection = "default: {cloud: as_is}\ndetection: {packs: [core]}\n";

        assertThat(Catalogue.loaded(HEADER + detection).warnings())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.BLIND);
                    assertThat(problem.message()).contains("`secret`");
                    assertThat(problem.help()).endsWith("add one of: secrets");
                });
        assertThat(problems(Catalogue.load(
                        HEADER + detection + "rules: [{id: a, when: \"findings.has('aws_key')\", effect: block}]\n")))
                .extracting(PolicyProblem::code)
                .contains(ProblemCode.UNKNOWN_ENTITY);
    }

    @Test
    void load_hash_isThatOfTheBytes() {
        assertThat(Catalogue.loaded(HEADER + "default: block\n").policy().sha256())
                .isNotEqualTo(
                        Catalogue.loaded(HEADER + "default: block \n").policy().sha256())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void report_problem_hasPlaceCodeAndSuggestion() {
        PolicyLoading loading = Catalogue.load(HEADER + "default: block\nruls: []\n");

        assertThat(((PolicyLoading.Rejected) loading).report())
                .isEqualTo("policy.yaml:5:1: error WEIR-POL-020: unknown key `ruls`\n"
                        + "  help: did you mean `rules`? known here: apiVersion, kind, metadata, detection, default,"
                        + " sensitivity, rules, answers, capture, routing, budgets, tests");
    }

    private static List<PolicyProblem> problems(PolicyLoading loading) {
        assertThat(loading).isInstanceOf(PolicyLoading.Rejected.class);
        return ((PolicyLoading.Rejected) loading).problems();
    }

    /** Never ends; counts what is read. */
    private static final class EndlessStream extends InputStream {
        private long count;

        @Override
        public int read() {
            count++;
            return '#';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) '#');
            count += length;
            return length;
        }
    }
}
