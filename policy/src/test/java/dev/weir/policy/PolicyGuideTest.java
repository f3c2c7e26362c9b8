package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.condition.ConditionScope;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.testing.PolicyTestRunner;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide for privacy officers says what is so. */
class PolicyGuideTest {
    private static final Path GUIDE = Path.of("../docs/policies.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void guide_facts_allNamed() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(ConditionScope.RULE.factNames())
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(guide).contains("`" + fact + "`"));
    }

    @Test
    void guide_exampleOfAFile_loadsAndPassesItsCases() throws IOException {
        assertLoads(yaml("apiVersion"));
    }

    /** Its cases speak of a rule that another part of the guide describes. */
    @Test
    void guide_exampleOfCases_pass() throws IOException {
        assertLoads("""
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: guide}
                default: {cloud: as_is}
                rules:
                  - {id: many-people-stay, when: "findings.count('personal') > 50", effect: local_only}
                  - {id: pseudonymise, when: "findings.has('personal')", effect: {cloud: pseudonymised}}
                  - {id: hard-questions, when: "difficulty >= 0.6", effect: prefer_cloud}
                """ + yaml("tests"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"routing", "answers", "capture"})
    void guide_exampleOfASection_loads(String section) throws IOException {
        String policy = """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: guide}
                default: {cloud: as_is}
                """ + yaml(section);

        assertThat(PolicyLoader.standard().load("guide.yaml", policy.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PolicyLoading.Loaded.class);
    }

    @Test
    void guide_wordsAndFormsOfYourOwn_areEntities() throws IOException {
        String policy = """
                apiVersion: weir/v1
                kind: Policy
                metadata: {name: guide}
                default: {cloud: as_is}
                """ + yaml("detection");

        assertThat(PolicyLoader.standard().load("guide.yaml", policy.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        PolicyLoading.Loaded.class,
                        loaded -> assertThat(loaded.policy().detection().ownEntities())
                                .containsExactly("CODENAME", "MERGER", "TICKET"));
    }

    /** The example that begins with a key. */
    private static String yaml(String key) throws IOException {
        return YAML.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(key + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertLoads(String yaml) {
        PolicyLoading loading = PolicyLoader.standard().load("guide.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        if (loading instanceof PolicyLoading.Rejected rejected) {
            throw new AssertionError(rejected.report());
        }
        PolicyLoading.Loaded loaded = (PolicyLoading.Loaded) loading;
        RequestInspector inspector = RequestInspector.standard();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(new PolicyTestRunner(text -> inspector.inspect(text).findings())
                        .run(loaded.policy(), loaded.tests()))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.failures()).isEmpty());
    }
}
