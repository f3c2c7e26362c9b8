package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** What models do to surrogates, cut in every way that a stream can be cut. */
class AlteredSurrogatesTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Restorer RESTORER = new Restorer(new PlaceholderVault(List.of(
            entry("EMAIL", SurrogateKind.PLACEHOLDER, "[EMAIL_7F3K9Q]", "a@x.io"),
            entry("PERSON", SurrogateKind.PLACEHOLDER, "[PERSON_7F3K9Q]", "Anna Schmidt"),
            entry("PERSON", SurrogateKind.PLACEHOLDER, "[PERSON_7F3K9Q_4T]", "Anna"),
            entry("EMAIL", SurrogateKind.TEXT, "mail.4k7d2m@example.net", "b@y.io"),
            entry("IP_ADDRESS", SurrogateKind.TEXT, "192.0.2.7", "10.9.8.7"),
            entry("PHONE", SurrogateKind.NUMBER, "+1 202 555 0143", "+1 415 678 1234"),
            entry("IBAN", SurrogateKind.NUMBER, "DE50 0000 2411 6750 3345 81", "DE89 3704 0044 0532 0130 00"),
            entry("PERSON", SurrogateKind.NAME, "Corwin", "Bob"),
            entry("PERSON", SurrogateKind.NAME, "Tellmar", "Baker"),
            new VaultEntry("CREDIT_CARD", SurrogateKind.PLACEHOLDER, "[CREDIT_CARD_2V4NWP]", "4111111111111111", true),
            entry("SECRET", SurrogateKind.PLACEHOLDER, "[SECRET_ABCDEF]", "q\"\\\n"))));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            to [email_7f3k9q].                 | to a@x.io.
            to [Email_7F3k9q], ok              | to a@x.io, ok
            [PERSON_7F3K9Q]'s car              | Anna Schmidt's car
            [PERSON_7F3K9Q]s Auto              | Anna Schmidts Auto
            PERSON_7F3K9Qs Auto                | Anna Schmidts Auto
            ask PERSON_7F3K9Q's boss           | ask Anna Schmidt's boss
            [PERSON_7F3K9Q_4T] said            | Anna said
            PERSON_7F3K9Q_4T said              | Anna said
            \\[EMAIL\\_7F3K9Q\\] here           | a@x.io here
            **[EMAIL_7F3K9Q]** here            | **a@x.io** here
            [**EMAIL_7F3K9Q**] here            | a@x.io here
            [EMAIL_**7F3K9Q**] here            | a@x.io here
            [EMAIL 7F3K9Q] here                | a@x.io here
            [ EMAIL_7F3K9Q ] here              | a@x.io here
            `EMAIL_7F3K9Q` here                | `a@x.io` here
            _EMAIL_7F3K9Q_ here                | _a@x.io_ here
            EMAIL_7F3K9Q                       | a@x.io
            【EMAIL_7F3K9Q】                     | a@x.io
            [EMAIL_7F3K9Q, PERSON_7F3K9Q]      | [a@x.io, Anna Schmidt]
            [[EMAIL_7F3K9Q]](x)                | [a@x.io](x)
            [EMAIL_7F3K9Q and so on            | [a@x.io and so on
            MAIL.4k7d2m@Example.NET            | b@y.io
            mail.4k7d2m@example.net.           | b@y.io.
            mailto:mail.4k7d2m@example.net?x   | mailto:b@y.io?x
            at 192.0.2.7:80                    | at 10.9.8.7:80
            call +1 (202) 555-0143 now         | call +1 415 678 1234 now
            call +1-202-555-0143.              | call +1 415 678 1234.
            call 12025550143                   | call +1 415 678 1234
            DE50000024116750334581             | DE89 3704 0044 0532 0130 00
            Corwin's and TELLMAR               | Bob's and Baker
            Tellmar, Corwin                    | Baker, Bob
            die Tellmars                       | die Bakers
            corwin tellmar                     | Bob Baker
            """)
    void push_altered_restoredForEveryTwoCuts(String altered, String restored) {
        assertThat(everyTwoCuts(altered, TextForm.PLAIN)).containsOnly(restored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[EMAIL_7F3K9]",
                "[EMAIL_7F3K9QQ]",
                "[EMAIL_7F3K9Q_2]",
                "[EMAIL_7F3K9Q2]",
                "[MY_EMAIL_7F3K9Q2]",
                "MYEMAIL_7F3K9Q",
                "MY_EMAIL_7F3K9Q",
                "EMAIL_7F3K9QS",
                "[PHONE_7F3K9Q]",
                "x.mail.4k7d2m@example.net",
                "mail.4k7d2m@example.net.au",
                "1192.0.2.7",
                "192.0.2.77",
                "192.0.2.7.1",
                "202 555 0143",
                "Corwinson",
                "McCorwin",
                "[EMAIL_",
                "[",
                "[ ]"
            })
    void push_neverIssued_leftAsItIs(String text) {
        assertThat(everyTwoCuts(text, TextForm.PLAIN)).containsOnly(text);
    }

    @Test
    void push_escapesInArguments_restoredForEveryTwoCuts() {
        Map<String, String> cases = Map.of(
                "{\"a\":\"\\u005bEMAIL\\u005f7F3K9Q\\u005D\"}", "{\"a\":\"a@x.io\"}",
                "{\"a\":\"[SECRET_ABCDEF]\"}", "{\"a\":\"q\\\"\\\\\\n\"}",
                "{\"a\":\"\\\\[EMAIL\\\\_7F3K9Q\\\\]\\n\"}", "{\"a\":\"a@x.io\\n\"}",
                "{\"n\":\"[CREDIT_CARD_2V4NWP]\"}", "{\"n\":4111111111111111}",
                "{\"n\":[EMAIL_7F3K9Q]}", "{\"n\":\"a@x.io\"}",
                "{\"[EMAIL_7F3K9Q]\":\"[CREDIT_CARD_2V4NWP] \"}", "{\"a@x.io\":\"4111111111111111 \"}");

        cases.forEach((sent, restored) ->
                assertThat(everyTwoCuts(sent, TextForm.JSON)).as(sent).containsOnly(restored));
    }

    @Test
    void push_jsonInsideJson_escapedAsDeepAsItLies() {
        String inner = JSON.writeValueAsString(Map.of("k", "see [SECRET_ABCDEF]"));
        String sent = JSON.writeValueAsString(Map.of("body", inner));

        for (String restored : everyTwoCuts(sent, TextForm.JSON)) {
            String body = JSON.readTree(restored).path("body").stringValue();
            assertThat(JSON.readTree(body).path("k").stringValue()).isEqualTo("see q\"\\\n");
        }
    }

    @Test
    void push_stringThatOnlyLooksLikeJson_escapedOnce() {
        String sent = JSON.writeValueAsString(Map.of("t", "[SECRET_ABCDEF] said \"[SECRET_ABCDEF]\""));

        for (String restored : everyTwoCuts(sent, TextForm.JSON)) {
            assertThat(JSON.readTree(restored).path("t").stringValue()).isEqualTo("q\"\\\n said \"q\"\\\n\"");
        }
    }

    private static VaultEntry entry(String entity, SurrogateKind kind, String surrogate, String original) {
        return new VaultEntry(entity, kind, surrogate, original, false);
    }

    private static List<String> everyTwoCuts(String text, TextForm form) {
        var restored = new ArrayList<String>();
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                var stream = new StreamRestorer(RESTORER, form);
                restored.add(stream.push(text.substring(0, first))
                        + stream.push(text.substring(first, second))
                        + stream.push(text.substring(second))
                        + stream.finish());
            }
        }
        var single = new StreamRestorer(RESTORER, form);
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            out.append(single.push(text.substring(i, i + 1)));
        }
        restored.add(out.append(single.finish()).toString());
        return restored;
    }
}
