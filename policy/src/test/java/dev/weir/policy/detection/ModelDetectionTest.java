package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a model finds, beside rules. */
class ModelDetectionTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "Sarah Whitfield";
    private static final NamesByHeart MODEL = NamesByHeart.of("PERSON", NAME, "LOCATION", "Denver");
    private static final RecogniserRegistry RULES = RecogniserRegistry.ofPacks(List.of("core"));

    private final RequestInspector inspector = new RequestInspector(RULES.withModel(MODEL));

    /** Fails in its own way. */
    private record Broken(Throwable failure) implements EntityModel {

        @Override
        public String name() {
            return "broken 1.0";
        }

        @Override
        public List<Span> spans(String text) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    private static List<String> found(String text, Inspection inspection, String entity) {
        return inspection.findings().stream()
                .filter(finding -> finding.entity().name().equals(entity))
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }

    @Test
    void inspect_namesAndAddress_bothFoundAndExplained() {
        String text = "Sarah Whitfield of Denver, ann@example.com";

        Inspection inspection = inspector.inspect(text);

        assertThat(found(text, inspection, "LOCATION")).containsExactly("Denver");
        assertThat(found(text, inspection, "EMAIL")).containsExactly("ann@example.com");
        assertThat(inspection.findings())
                .filteredOn(finding -> finding.entity().name().equals("PERSON"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.recogniser()).isEqualTo("entity-model");
                    assertThat(finding.explanation()).isEqualTo("model by-heart 1.0, probability 0.75");
                    assertThat(finding.score()).isBetween(0.6, 0.7);
                });
    }

    @Test
    void inspect_requestOfManyLeaves_eachNameWhereItStands() {
        JsonNode body = JSON.readTree("""
                {"messages": [{"role": "user", "content": "Call Sarah Whitfield"}],
                 "metadata": {"Sarah Whitfield": "in Denver"}}""");

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> f.place().pointer(), f -> f.place().isKey(), Finding::start, Finding::end)
                .containsExactly(
                        tuple("/messages/0/content", false, 5, 20),
                        tuple("/metadata/Sarah Whitfield", true, 0, 15),
                        tuple("/metadata/Sarah Whitfield", false, 3, 9));
    }

    @Test
    void inspect_partsCutInTheMiddleOfAName_bothHalvesFound() {
        JsonNode body = JSON.readTree("""
                {"content": [{"type": "text", "text": "Call Sarah"}, {"type": "text", "text": " Whitfield now"}]}""");

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> f.place().pointer(), Finding::start, Finding::end)
                .containsExactlyInAnyOrder(tuple("/content/0/text", 5, 10), tuple("/content/1/text", 0, 10));
    }

    @Test
    void inspect_nameInEncodedText_runCoveredWhole() {
        String run = Base64.getEncoder()
                .encodeToString("Please call Sarah Whitfield tonight".getBytes(StandardCharsets.UTF_8));
        String text = "decode " + run + " please";

        assertThat(found(text, inspector.inspect(text), "PERSON")).containsExactly(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"Sarah Whitfield\", \"age\": 30}",
                "{\"note\": \"line\\nSarah Whitfield\"}",
                "{\"inner\": \"{\\\"name\\\": \\\"Sarah Whitfield\\\"}\"}"
            })
    void inspect_nameInJsonInAString_quotesStay(String arguments) {
        ObjectNode body = JSON.createObjectNode().put("arguments", arguments);

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> arguments.substring(f.start(), f.end()))
                .containsExactly(NAME);
    }

    @Test
    void inspect_modelReachesBeyondJsonString_cutToTheStrings() {
        var eager = new RequestInspector(RULES.withModel(NamesByHeart.of("PERSON", "Sarah\", \"last\": \"Whitfield")));
        String text = "{\"first\": \"Sarah\", \"last\": \"Whitfield\"}";

        assertThat(found(text, eager.inspect(text), "PERSON")).containsExactly("Sarah", "last", "Whitfield");
    }

    @Test
    void inspect_smallJsonLeaf_askedOnce() {
        NamesByHeart counting = NamesByHeart.of("PERSON", NAME);

        new RequestInspector(RULES.withModel(counting))
                .inspect("{\"a\": \"one\", \"b\": \"two\", \"c\": [\"three\", \"four\"]}");

        assertThat(counting.asked()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class, UnsatisfiedLinkError.class})
    void inspect_modelFails_incompleteWithWhatRulesFound(Class<? extends Throwable> kind) throws Exception {
        Throwable failure = kind.getDeclaredConstructor(String.class).newInstance("about ann@example.com");
        String text = "Sarah Whitfield, ann@example.com";

        Inspection inspection = new RequestInspector(RULES.withModel(new Broken(failure))).inspect(text);

        assertThat(inspection)
                .isInstanceOfSatisfying(
                        Inspection.Incomplete.class,
                        incomplete -> assertThat(incomplete.cause())
                                .isEqualTo("the model failed with " + kind.getSimpleName()));
        assertThat(found(text, inspection, "EMAIL")).containsExactly("ann@example.com");
    }

    @Test
    void inspect_packsWithNothingForAModel_modelNotAsked() {
        var secrets = RecogniserRegistry.ofPacks(List.of("secrets")).withModel(new Broken(new IllegalStateException()));

        assertThat(new RequestInspector(secrets).inspect(NAME)).isInstanceOf(Inspection.Complete.class);
    }

    @Test
    void inspect_labelOutsideThePacks_notFound() {
        NamesByHeart both = NamesByHeart.of("DATE_TIME", "yesterday", "PERSON", NAME);
        String text = "Sarah Whitfield came yesterday";

        assertThat(new RequestInspector(RULES.withModel(both)).inspect(text).findings())
                .hasSize(1);
        assertThat(new RequestInspector(RecogniserRegistry.ofPacks(Set.of("core", "hipaa"))
                                .withModel(both))
                        .inspect(text)
                        .findings())
                .hasSize(2);
    }

    @Test
    void inspect_belowThePolicysThreshold_notFound() {
        RecogniserRegistry strict = RULES.withThresholds(Map.of("PERSON", 0.8)).withModel(MODEL);

        assertThat(new RequestInspector(strict)
                        .inspect("Sarah Whitfield of Denver")
                        .findings())
                .extracting(finding -> finding.entity().name())
                .containsExactly("LOCATION");
    }

    /** Takes every word of a list for a name, as a rule that guesses would. */
    private record Guess(double score) implements EntityRecogniser {

        @Override
        public String name() {
            return new PersonRecogniser().name();
        }

        @Override
        public Set<Entity> entities() {
            return Set.of(StandardEntities.PERSON);
        }

        @Override
        public List<Match> recognise(String text) {
            int at = text.indexOf("Blue Horizon");
            return List.of(new Match(StandardEntities.PERSON, at, at + 12, score, name(), "a guess"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.7, , 0", "0.7, Horizon, 1", "0.8, , 1"})
    void inspect_ruleGuessesAtAName_countsWhereSureOrTheModelSeesItToo(double score, @Nullable String seen, int found) {
        RecogniserRegistry guessing = RULES.with(List.of(new Guess(score)));
        NamesByHeart model = seen == null ? NamesByHeart.of() : NamesByHeart.of("LOCATION", seen);

        assertThat(new RequestInspector(guessing.withModel(model))
                        .inspect("we love Blue Horizon")
                        .findings())
                .hasSize(found);
        assertThat(new RequestInspector(guessing)
                        .inspect("we love Blue Horizon")
                        .findings())
                .hasSize(1);
    }

    @Test
    void secondLook_modelNotSure_onlyRulesHeard() {
        String text = "it rains in Denver, ann@example.com";

        assertThat(inspector.secondLook().inspect(text).findings())
                .extracting(finding -> finding.entity().name())
                .containsExactly("EMAIL");
    }

    @Test
    void secondLook_modelFails_incomplete() {
        var broken = new RequestInspector(RULES.withModel(new Broken(new IllegalStateException())));

        assertThat(broken.secondLook().inspect(NAME)).isInstanceOf(Inspection.Incomplete.class);
    }

    @Test
    void inspectRaw_asksRulesAlone() {
        assertThat(inspector.inspectRaw("{\"note\": \"it rains in Denver\"}").findings())
                .isEmpty();
    }

    @Test
    void spans_textSeenLately_modelNotAskedAgain() {
        NamesByHeart counting = NamesByHeart.of("PERSON", NAME);
        var remembering = new RememberingModel(counting, 2);

        List<EntityModel.Span> first = remembering.spans("Sarah Whitfield");

        assertThat(remembering.spans("Sarah Whitfield")).isEqualTo(first).hasSize(1);
        assertThat(counting.asked()).hasValue(1);
        remembering.spans("one");
        remembering.spans("two");
        remembering.spans("Sarah Whitfield");
        assertThat(counting.asked()).hasValue(4);
    }
}
