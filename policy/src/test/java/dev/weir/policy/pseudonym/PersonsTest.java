package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Names and their parts. */
class PersonsTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final PseudonymScope SCOPE = new PseudonymScope("t", "c");
    private static final String CODE = "\\[PERSON_[0-9A-Z]{6}\\]";

    private final Pseudonymiser placeholders = new Pseudonymiser(PseudonymKey.of(new byte[32]));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Anna Schmidt | Anna",
                "Anna Schmidt | Schmidt",
                "Anna Schmidt | Ms Schmidt",
                "Anna Schmidt | Frau Schmidt",
                "Anna Schmidt | Schmidts",
                "Anna Schmidt | SCHMIDT Anna",
                "Anna | Anna Schmidt",
                "Anna Maria Schmidt | Anna Schmidt",
                "Nguyễn Văn An | An",
                "Nguyễn Văn An | anh An",
                "Nguyễn Văn An | An Nguyen",
                "Søren Ångström | Angstrom"
            })
    void pseudonymise_partOfAName_samePersonAndRestoredExactly(String first, String second) {
        String text = first + " came. Then " + second + " left.";
        Pseudonymised result = run(placeholders, text, first, second);

        String sent = content(result);
        assertThat(sent).matches(CODE + " came. Then \\[PERSON_[0-9A-Z]{6}_[0-9A-Z]{2}\\] left.");
        assertThat(sent.substring(1, 14)).isEqualTo(sent.substring(sent.lastIndexOf('[') + 1, sent.lastIndexOf('_')));
        assertThat(new Restorer(result.vault()).restore(sent)).isEqualTo(text);
    }

    @Test
    void pseudonymise_otherPersonOrUnclearPart_anotherPerson() {
        String text = "Anna Schmidt, Anna Weber, Tom Weber; then Anna and Weber and Tom.";
        Pseudonymised result =
                run(placeholders, text, "Anna Schmidt", "Anna Weber", "Tom Weber", "Anna", "Weber", "Tom");

        List<VaultEntry> entries = result.vault().entries();
        assertThat(entries).extracting(VaultEntry::surrogate).doesNotHaveDuplicates();
        assertThat(entries)
                .filteredOn(entry -> entry.surrogate().length() > 15)
                .extracting(VaultEntry::original)
                .containsExactly("Tom");
        assertThat(new Restorer(result.vault()).restore(content(result))).isEqualTo(text);
    }

    @Test
    void pseudonymise_possessiveInTheFinding_staysOutside() {
        Pseudonymised result = run(placeholders, "Anna Schmidt's car", "Anna Schmidt's");

        assertThat(content(result)).matches(CODE + "'s car");
    }

    @Test
    void pseudonymise_historyGrows_firstTurnAsBefore() {
        RequestInspector inspector = NamesInTests.inspector("Anna Schmidt", "Anna", "Schmidt");
        ObjectNode first = (ObjectNode)
                JSON.readTree("{\"messages\":[{\"content\":\"Anna is ill\"}],\"tools\":[{\"d\":\"Anna Schmidt\"}]}");
        ObjectNode second = first.deepCopy();
        second.withArray("messages").addObject().put("content", "Schmidt and Anna Schmidt");

        ObjectNode once = pseudonymise(placeholders, inspector, first).body();
        ObjectNode twice = pseudonymise(placeholders, inspector, second).body();

        assertThat(twice.at("/messages/0")).isEqualTo(once.at("/messages/0"));
        assertThat(twice.at("/tools")).isEqualTo(once.at("/tools"));
        assertThat(twice.propertyNames()).containsExactly("messages", "tools");
    }

    @Test
    void pseudonymise_realisticNames_wordForWordWithTitles() {
        String text = "Anna Schmidt met Ms Schmidt and Nguyễn Văn An; she called SCHMIDT, Anna. 王小明 too.";
        String[] names = {"Anna Schmidt", "Ms Schmidt", "Nguyễn Văn An", "SCHMIDT, Anna", "王小明"};
        var realistic =
                new Pseudonymiser(PseudonymKey.of(new byte[32]), SurrogateFormats.REALISTIC, NamesInTests.inspector());

        Pseudonymised result = run(realistic, text, names);

        String sent = content(result);
        assertThat(sent)
                .matches("(\\p{L}+) (\\p{L}+) met Ms \\2 and \\p{L}+ \\p{L}+ \\p{L}+; she"
                        + " called \\2, \\1. \\[PERSON_.{6}\\] too.");
        assertThat(sent).doesNotContain("Anna", "Schmidt", "Nguyễn", "Văn");
        assertThat(new Restorer(result.vault()).restore(sent.replace("Ms ", "Mrs ")))
                .isEqualTo(text.replace("Ms ", "Mrs ").replace("SCHMIDT", "Schmidt"));
    }

    @Test
    void pseudonymise_realisticNameInCyrillic_staysCyrillic() {
        ObjectNode body = JSON.createObjectNode().put("content", "Анна Иванова");
        var name = new Finding(
                new Entity("PERSON", Entity.Category.PERSONAL),
                new Finding.Place("/content", false),
                0,
                12,
                0.9,
                "test",
                "");

        Pseudonymised result = new Pseudonymiser(
                        PseudonymKey.of(new byte[32]), SurrogateFormats.REALISTIC, NamesInTests.inspector())
                .pseudonymise(body, new Inspection.Complete(List.of(name)), SCOPE);

        assertThat(content(result)).matches("\\p{IsCyrillic}+ \\p{IsCyrillic}+").doesNotContain("Анна", "Иванова");
        assertThat(new Restorer(result.vault()).restore(content(result).toLowerCase(Locale.ROOT)))
                .isEqualTo("Анна Иванова");
    }

    private static Pseudonymised run(Pseudonymiser pseudonymiser, String text, String... names) {
        return pseudonymise(
                pseudonymiser,
                NamesInTests.inspector(names),
                JSON.createObjectNode().put("content", text));
    }

    private static Pseudonymised pseudonymise(
            Pseudonymiser pseudonymiser, RequestInspector inspector, ObjectNode body) {
        return pseudonymiser.pseudonymise(body, (Inspection.Complete) inspector.inspect(body), SCOPE);
    }

    private static String content(Pseudonymised result) {
        return result.body().path("content").stringValue();
    }
}
