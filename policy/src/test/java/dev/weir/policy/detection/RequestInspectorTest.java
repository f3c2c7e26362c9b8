package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class RequestInspectorTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String EMAIL = "ann@example.com";

    private final RequestInspector inspector = RequestInspector.standard();

    @Test
    void inspect_valueInAnyLeafOrKey_foundWhereItStands() {
        JsonNode body = JSON.readTree("""
                {"messages": [{"role": "user", "content": "hi ann@example.com"}],
                 "metadata": {"ann@example.com": "x", "a/b~c": "ann@example.com"}}""");

        List<Finding> findings = inspector.inspect(body).findings();

        assertThat(findings)
                .extracting(f -> f.place().pointer(), f -> f.place().isKey(), Finding::start, Finding::end)
                .containsExactly(
                        tuple("/messages/0/content", false, 3, 18),
                        tuple("/metadata/ann@example.com", true, 0, 15),
                        tuple("/metadata/a~1b~0c", false, 0, 15));
    }

    @ParameterizedTest
    @CsvSource({
        "ann\\u0040example.com",
        "ann%40example.com",
        "ann%2540example.com",
        "ann&#64;example.com",
        "ann&#x40;example.com",
        "ann\u200b@exa\u00admple.com",
        "аnn@exаmple.com",
        "ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ"
    })
    void inspect_disguisedAddress_foundAsWritten(String disguised) {
        String text = "mail " + disguised + " now";

        List<Finding> findings = inspector.inspect(text).findings();

        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.entity()).isEqualTo(StandardEntities.EMAIL);
            assertThat(text.substring(f.start(), f.end())).isEqualTo(disguised);
        });
    }

    @Test
    void inspect_base64Text_wholeRunIsTheFinding() {
        String run = Base64.getEncoder().encodeToString("please mail ann@example.com".getBytes(StandardCharsets.UTF_8));
        String text = "decode " + run + " for me";

        assertThat(inspector.inspect(text).findings())
                .singleElement()
                .satisfies(f -> assertThat(text.substring(f.start(), f.end())).isEqualTo(run));
    }

    @Test
    void inspect_jsonInString_spanIsThatOfTheInnerValue() {
        String arguments =
                "{\"to\": \"line\\nann\\u0040example.com\", \"deep\": \"{\\\"cc\\\": \\\"bob@example.com\\\"}\"}";
        ObjectNode body = JSON.createObjectNode().put("arguments", arguments);

        List<Finding> findings = inspector.inspect(body).findings();

        assertThat(findings)
                .extracting(f -> arguments.substring(f.start(), f.end()))
                .containsExactly("ann\\u0040example.com", "bob@example.com");
    }

    @Test
    void inspect_keyTellsWhatTheValueIs_found() {
        JsonNode body = JSON.readTree("""
                {"customer": {"phoneNumber": "4155550132", "ssn": 536228726, "password": "hunter2x"},
                 "count": 4155550132}""");

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> f.place().pointer())
                .containsExactly("/customer/phoneNumber", "/customer/ssn", "/customer/password");
    }

    @Test
    void inspect_cardAsNumber_wholeNumberFound() {
        JsonNode body = JSON.readTree("{\"a\": 4111111111111111, \"b\": 4.111111111111111e15, \"seed\": 1732312345}");

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> f.place().pointer(), Finding::start, Finding::end)
                .containsExactly(tuple("/a", 0, 16), tuple("/b", 0, 16));
    }

    @Test
    void inspect_valueCutAcrossTextParts_foundInEachPart() {
        JsonNode body = JSON.readTree("""
                {"messages": [{"role": "user", "content": [
                  {"type": "text", "text": "mail ann@exa"}, {"type": "text", "text": "mple.com now"},
                  {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}""");

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> f.place().pointer(), Finding::start, Finding::end)
                .containsExactly(tuple("/messages/0/content/0/text", 5, 12), tuple("/messages/0/content/1/text", 0, 8));
    }

    @Test
    void inspect_formEncodedCard_foundWhereItStands() {
        String text = "note=card+4111+1111+1111+1111&exp=12%2F27";

        assertThat(inspector.inspect(text).findings())
                .singleElement()
                .satisfies(f -> assertThat(text.substring(f.start(), f.end())).isEqualTo("4111+1111+1111+1111"));
    }

    @Test
    void inspect_onePartGivesAwayTheNext_foundInTheNext() {
        JsonNode body = JSON.readTree("""
                {"messages": [{"role": "user", "content": [
                  {"type": "text", "text": "my password is "}, {"type": "text", "text": "hunter2."}]}]}""");

        assertThat(inspector.inspect(body).findings())
                .extracting(f -> f.place().pointer(), Finding::start, Finding::end)
                .containsExactly(tuple("/messages/0/content/1/text", 0, 7));
    }

    @Test
    void inspect_imagesAndIdentifiers_nothingFound() {
        byte[] noise = new byte[200_000];
        new Random(5).nextBytes(noise);
        String image = "data:image/png;base64," + Base64.getEncoder().encodeToString(noise);
        ObjectNode body = JSON.createObjectNode()
                .put("url", image)
                .put("id", "chatcmpl-9f8e7d6c5b4a3928")
                .put("created", 1732312345)
                .put("at", "2026-11-22T21:35:16.123Z");

        assertThat(inspector.inspect(body)).isEqualTo(new Inspection.Complete(List.of()));
    }

    @Test
    void inspect_tooDeep_incomplete() {
        ArrayNode deep = JSON.createArrayNode();
        for (int i = 0; i < 400; i++) {
            deep = JSON.createArrayNode().add(deep);
        }

        assertThat(inspector.inspect(deep)).isInstanceOf(Inspection.Incomplete.class);
    }

    @Test
    void inspect_encodedTooManyTimes_incomplete() {
        String text = EMAIL;
        for (int i = 0; i < 12; i++) {
            text = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(inspector.inspect(text)).isInstanceOf(Inspection.Incomplete.class);
    }

    @Test
    void inspect_recogniserThrows_incompleteWithoutContent() {
        EntityRecogniser broken = new EntityRecogniser() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Set<Entity> entities() {
                return Set.of(StandardEntities.EMAIL);
            }

            @Override
            public List<Match> recognise(String text) {
                throw new IllegalStateException("can't read " + text);
            }
        };
        var registry = RecogniserRegistry.standard().with(List.of(broken));

        Inspection inspection =
                new RequestInspector(registry).inspect(JSON.readTree("{\"a\": \"hi ann@example.com\"}"));

        assertThat(inspection)
                .isInstanceOfSatisfying(
                        Inspection.Incomplete.class,
                        i -> assertThat(i.cause()).contains("broken").doesNotContain("ann"));
    }

    @Test
    void ofPacks_unknownPack_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecogniserRegistry.ofPacks(List.of("core", "sekrets")))
                .withMessageContaining("sekrets")
                .withMessageContaining("secrets");
    }

    @Test
    void catalogue_names_knowsCategoriesInAnyCase() {
        assertThat(EntityCatalogue.standard().find("email")).contains(StandardEntities.EMAIL);
        assertThat(EntityCatalogue.standard().find("PERSONS")).isEmpty();
        assertThat(EntityCatalogue.standard().of(Entity.Category.HEALTH))
                .contains(StandardEntities.DIAGNOSIS_CODE, StandardEntities.HEALTH_RECORD)
                .doesNotContain(StandardEntities.EMAIL);
    }
}
