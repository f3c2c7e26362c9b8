package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names that are found at one place of a request and stand at others, too. */
class RecurrencesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RecogniserRegistry RULES = RecogniserRegistry.ofPacks(List.of("core"));

    /** Sees a name only where the sentence says so, as models do. */
    private record AfterAsk(String label) implements EntityModel {

        private static final String CUE = "ask ";

        @Override
        public String name() {
            return "after-ask 1.0";
        }

        @Override
        public List<Span> spans(String text) {
            int cue = text.indexOf(CUE);
            int end = text.indexOf('.', cue + 1);
            return cue < 0 || end < 0 ? List.of() : List.of(new Span(label, cue + CUE.length(), end, 0.9));
        }
    }

    private static List<String> names(JsonNode body) {
        return new RequestInspector(RULES.withModel(new AfterAsk("PERSON")))
                .inspect(body).findings().stream()
                        .filter(finding -> finding.entity().name().equals("PERSON"))
                        .map(finding -> finding.place().pointer() + " " + finding.start() + "-" + finding.end())
                        .toList();
    }

    private static JsonNode turns(String first, String second) {
        return JSON.createArrayNode().add(first).add(second);
    }

    @Test
    void nameInOneTurn_foundInTheOthers() {
        assertThat(names(turns("Please ask Sabine Korff.", "Sabine Korff, again; and Sabine Korffmann")))
                .containsExactly("/0 11-23", "/1 0-12");
    }

    @Test
    void nameInLaterTurn_foundInTheEarlierOne() {
        assertThat(names(turns("thanks, Korff", "ask Korff."))).containsExactly("/0 8-13", "/1 4-9");
    }

    @Test
    void nameWithinEncodedText_coversTheEncodedRun() {
        String encoded =
                Base64.getEncoder().encodeToString("a note for Sabine Korff to read".getBytes(StandardCharsets.UTF_8));

        assertThat(names(turns("ask Sabine Korff.", encoded))).contains("/1 0-" + encoded.length());
    }

    @Test
    void nameWithinJsonText_foundInItsString() {
        assertThat(names(turns("ask Sabine Korff.", "{\"to\": \"Sabine Korff\"}")))
                .containsExactly("/0 4-16", "/1 8-20");
    }

    @ParameterizedTest
    @CsvSource({
        "ask Will., Will it rain? It will., 1",
        "ask Will., Will is here, 2",
        "ask Li., Li is here, 1",
        "ask korff., korff is here, 1"
    })
    void oneWord_countsUnlessItIsAnOrdinaryOneOrTooShort(String first, String second, int found) {
        assertThat(names(turns(first, second))).hasSize(found);
    }

    @Test
    void ruleFindsName_foundInOtherTurns() {
        assertThat(new RequestInspector(RULES)
                        .inspect(turns("patient name: Jonathan Harker", "what would Jonathan Harker say"))
                        .findings())
                .extracting(finding -> finding.place().pointer())
                .contains("/0", "/1");
    }
}
