package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RealisticSurrogatesTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final PseudonymScope SCOPE = new PseudonymScope("t", "c");

    private final RequestInspector inspector = RequestInspector.standard();
    private final Pseudonymiser pseudonymiser =
            new Pseudonymiser(PseudonymKey.of(new byte[32]), SurrogateFormats.REALISTIC, inspector);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "EMAIL ; ann.lee@corp.de ; mail\\.[0-9a-z]{6}@example\\.(com|net|org)",
                "PHONE ; +1 415 678 1234 ; \\+1 \\d{3} 555 01\\d\\d",
                "PHONE ; (415) 678-1234 ; \\(\\d{3}\\) 555-01\\d\\d",
                "PHONE ; +44 7911 123456 ; \\+44 7700 900\\d{3}",
                "PHONE ; 0976 948 954 ; 097\\d \\d{3} \\d{3}",
                "CREDIT_CARD ; 4929 1234 5678 9015 ; 4000 00\\d\\d \\d{4} \\d{4}",
                "CREDIT_CARD ; 371449635398431 ; 378282\\d{9}",
                "IBAN ; DE89 3704 0044 0532 0130 00 ; DE\\d\\d 0000 \\d{4} \\d{4} \\d{4} \\d\\d",
                "IBAN ; GB82WEST12345698765432 ; GB\\d\\dXXXX\\d{14}",
                "IP_ADDRESS ; 81.2.69.142 ; (192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d{1,3}",
                "IP_ADDRESS ; 2a02:8109:9440:1234::77 ; 2001:db8:[0-9a-f:]+",
                "US_SSN ; 536-22-8726 ; (77[3-9]|8\\d\\d)-\\d\\d-\\d{4}"
            })
    void pseudonymise_value_sameFormAndStillRecognised(String entity, String value, String form) {
        Pseudonymised result = run("it is " + value + " I think");

        String sent = content(result);
        assertThat(sent).matches("it is " + form + " I think").doesNotContain(value);
        assertThat(inspector.inspect(sent).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.entity().name()).isEqualTo(entity);
            assertThat(sent.substring(finding.start(), finding.end())).matches(form);
        });
        assertThat(new Restorer(result.vault()).restore(sent)).isEqualTo("it is " + value + " I think");
    }

    @Test
    void pseudonymise_manyValues_noTwoAlikeAndNoneThatTheRequestSays() {
        var text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("user")
                    .append(i)
                    .append("@corp.de 81.2.")
                    .append(i % 250)
                    .append('.')
                    .append(i / 4)
                    .append('\n');
        }
        Pseudonymised result = run(text.toString());

        List<String> surrogates =
                result.vault().entries().stream().map(VaultEntry::surrogate).toList();
        assertThat(new HashSet<>(surrogates)).hasSameSizeAs(surrogates);
        assertThat(surrogates).noneMatch(surrogate -> text.indexOf(surrogate) >= 0);
        assertThat(new Restorer(result.vault()).restore(content(result))).isEqualTo(text.toString());
    }

    @Test
    void pseudonymise_requestSaysTheSurrogate_anotherOneIsTaken() {
        String first = content(run("ann@corp.de"));
        String second = content(run("ann@corp.de and " + first));

        assertThat(second).doesNotContain(first).doesNotContain("ann@corp.de");
    }

    @Test
    void pseudonymise_secret_placeholderAlways() {
        assertThat(content(run("key AKIAZ7QF3XN5LDWP2KRT"))).matches("key \\[AWS_ACCESS_KEY_.{6}\\]");
    }

    @Test
    void pseudonymise_numbersInArguments_stayNumbersAndComeBack() {
        String arguments = "{\"card\":4111111111111111,\"deep\":\"{\\\"card\\\":5555555555554444}\",\"s\":\"x\"}";
        ObjectNode body = JSON.createObjectNode().put("arguments", arguments);
        for (SurrogateFormats formats : List.of(SurrogateFormats.REALISTIC, SurrogateFormats.PLACEHOLDERS)) {
            Pseudonymised result = new Pseudonymiser(PseudonymKey.of(new byte[32]), formats, inspector)
                    .pseudonymise(body, inspect(body), SCOPE);
            String sent = result.body().path("arguments").stringValue();

            assertThat(sent).doesNotContain("4111111111111111").doesNotContain("5555555555554444");
            assertThat(JSON.readTree(sent).path("card").isNumber())
                    .isEqualTo(formats.equals(SurrogateFormats.REALISTIC));
            assertThat(everySplit(new Restorer(result.vault()), sent)).containsOnly(arguments);
        }
    }

    @Test
    void shiftedDates_sameDistanceInTheSameForm() {
        var choice = new KeyedChoice(PseudonymKey.of(new byte[32]), List.of("dates"));
        var again = new KeyedChoice(PseudonymKey.of(new byte[32]), List.of("dates"));

        String first =
                new DateForm().candidate("1985-03-12", choice).orElseThrow().text();
        String second =
                new DateForm().candidate("12.03.1985", again).orElseThrow().text();

        assertThat(first).matches("\\d{4}-\\d\\d-\\d\\d").isNotEqualTo("1985-03-12");
        assertThat(second.substring(6) + "-" + second.substring(3, 5) + "-" + second.substring(0, 2))
                .isEqualTo(first);
    }

    private static List<String> everySplit(Restorer restorer, String text) {
        var restored = new ArrayList<String>();
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                var stream = new StreamRestorer(restorer, TextForm.JSON);
                restored.add(stream.push(text.substring(0, first))
                        + stream.push(text.substring(first, second))
                        + stream.push(text.substring(second))
                        + stream.finish());
            }
        }
        return restored;
    }

    private Pseudonymised run(String text) {
        ObjectNode body = JSON.createObjectNode().put("content", text);
        return pseudonymiser.pseudonymise(body, inspect(body), SCOPE);
    }

    private Inspection.Complete inspect(ObjectNode body) {
        return (Inspection.Complete) inspector.inspect(body);
    }

    private static String content(Pseudonymised result) {
        return result.body().path("content").stringValue();
    }
}
