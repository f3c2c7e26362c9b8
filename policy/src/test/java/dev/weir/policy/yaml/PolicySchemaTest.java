package dev.weir.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The published schema and the loader know the same format. */
class PolicySchemaTest {
    private static final Path SCHEMA = Catalogue.MAIN.resolve("policy.schema.json");

    static List<Path> good() {
        return Stream.concat(PolicyCaseFilesTest.good().stream(), Catalogue.files(Catalogue.MAIN).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("good")
    void schema_goodPolicy_accepted(Path file) throws IOException {
        assertThat(validate(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-key",
                "several-problems-at-once",
                "unknown-effects",
                "contradictory-effects",
                "default-is-a-wish",
                "wrong-types",
                "detection",
                "budgets",
                "test-findings",
                "tests-section",
                "not-a-mapping"
            })
    void schema_badShape_refused(String name) throws IOException {
        assertThat(validate(Catalogue.CASES.resolve("bad/" + name + ".yaml"))).isNotEmpty();
    }

    @Test
    void schema_everyObject_hasTheKeysThatTheLoaderReads() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
        JsonNode defs = schema.path("$defs");
        Map<JsonNode, List<String>> expected = Map.ofEntries(
                Map.entry(schema, PolicyParser.KEYS),
                Map.entry(defs.path("metadata"), PolicyParser.METADATA_KEYS),
                Map.entry(defs.path("detection"), DetectionParser.KEYS),
                Map.entry(defs.path("dictionary"), DetectionParser.DICTIONARY_KEYS),
                Map.entry(defs.path("pattern"), PatternsParser.KEYS),
                Map.entry(defs.path("levelRule"), RuleParser.LEVEL_KEYS),
                Map.entry(defs.path("rule"), RuleParser.RULE_KEYS),
                Map.entry(defs.path("routing"), RoutingParser.KEYS),
                Map.entry(defs.path("budget"), BudgetParser.KEYS),
                Map.entry(defs.path("test"), TestParser.KEYS),
                Map.entry(defs.path("test").path("properties").path("request"), TestParser.REQUEST_KEYS),
                Map.entry(defs.path("facts"), TestFactsParser.KEYS),
                Map.entry(defs.path("facts").path("properties").path("client"), TestFactsParser.CLIENT_KEYS),
                Map.entry(defs.path("spend"), TestCloudParser.SPEND_KEYS),
                Map.entry(defs.path("amounts"), TestCloudParser.AMOUNT_KEYS),
                Map.entry(defs.path("target"), TestCloudParser.TARGET_KEYS),
                Map.entry(defs.path("expect"), TestParser.EXPECT_KEYS));

        assertThat(expected)
                .allSatisfy((object, keys) -> assertThat(
                                Set.copyOf(object.path("properties").propertyNames()))
                        .containsExactlyInAnyOrderElementsOf(keys));
    }

    private static List<Error> validate(Path file) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA));
        return schema.validate(Files.readString(file), InputFormat.YAML);
    }
}
