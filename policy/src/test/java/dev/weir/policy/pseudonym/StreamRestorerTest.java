package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StreamRestorerTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Restorer RESTORER = new Restorer(PlaceholderVault.ofPlaceholders(Map.of(
            "[EMAIL_7F3K9Q]",
            "ann@example.com",
            "[EMAIL_7F3K9QX]",
            "bob@example.com",
            "[SECRET_ABCDEF]",
            "a\"b\\c\nd")));

    private final RequestInspector inspector = RequestInspector.standard();
    private final Pseudonymiser pseudonymiser = new Pseudonymiser(PseudonymKey.of(new byte[32]));

    @Test
    void push_everyCutInTwo_restored() {
        String text = "a [[EMAIL_7F3K9Q] b [email_7f3k9q] [EMAIL_7F3K9QX], [EMAIL_NOTONE] [x] [EMAIL_7F3K";
        String whole = "a [ann@example.com b ann@example.com bob@example.com, [EMAIL_NOTONE] [x] [EMAIL_7F3K";

        for (int cut = 0; cut <= text.length(); cut++) {
            var stream = new StreamRestorer(RESTORER, TextForm.PLAIN);
            String restored = stream.push(text.substring(0, cut)) + stream.push(text.substring(cut)) + stream.finish();

            assertThat(restored).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void push_characterByCharacter_holdsBackNoMoreThanTheLongestForm() {
        String text =
                "see [EMAIL_7F3K9QX] [ * EMAIL_7F3K9Z] and [[[[ E EM EMA EMAI EMAIL_____________7F3K9Q [\\\\\\\\EMAIL";
        for (TextForm form : TextForm.values()) {
            var stream = new StreamRestorer(RESTORER, form);

            for (int i = 0; i < text.length(); i++) {
                stream.push(text.substring(i, i + 1));
                assertThat(stream.heldBack()).isLessThanOrEqualTo(RESTORER.longestForm(form));
            }
        }
    }

    @Test
    void push_placeholderClosed_nothingHeldBack() {
        var stream = new StreamRestorer(RESTORER, TextForm.PLAIN);

        assertThat(stream.push("to [EMAIL_7F3K9Q")).isEqualTo("to ");
        assertThat(stream.push("]")).isEqualTo("ann@example.com");
        assertThat(stream.heldBack()).isZero();
    }

    @Test
    void push_insideJson_valueEscaped() {
        var stream = new StreamRestorer(RESTORER, TextForm.JSON);

        String arguments = stream.push("{\"k\":\"[SECRET_AB") + stream.push("CDEF]\"}") + stream.finish();

        assertThat(JSON.readTree(arguments).path("k").stringValue()).isEqualTo("a\"b\\c\nd");
    }

    @Test
    void restorePseudonymised_anySplitOfTextAndArguments_identity() {
        var random = new Random(42);
        for (int round = 0; round < 60; round++) {
            String text = text(random);
            String arguments = JSON.writeValueAsString(Map.of("q", text, "n", List.of(text, 5)));
            ObjectNode body = JSON.createObjectNode().put("content", text).put("arguments", arguments);
            Pseudonymised result = pseudonymiser.pseudonymise(
                    body, (Inspection.Complete) inspector.inspect(body), new PseudonymScope("t", "c"));
            var restorer = new Restorer(result.vault());
            String sent = result.body().path("content").stringValue();
            String sentArguments = result.body().path("arguments").stringValue();

            assertThat(sent).doesNotContain("@example.com").doesNotContain("sk-proj-");
            assertThat(everySplit(restorer, TextForm.PLAIN, sent, random)).containsOnly(text);
            assertThat(everySplit(restorer, TextForm.JSON, sentArguments, random))
                    .containsOnly(arguments);
            assertThat(restorer.restore(result.body())).isEqualTo(body);
        }
    }

    /** The stream cut in two at each place, and cut at random places besides. */
    private static List<String> everySplit(Restorer restorer, TextForm form, String text, Random random) {
        var restored = new ArrayList<String>();
        for (int cut = 0; cut <= text.length(); cut++) {
            var stream = new StreamRestorer(restorer, form);
            var out = new StringBuilder(stream.push(text.substring(0, cut)));
            for (int at = cut; at < text.length(); ) {
                int next = Math.min(text.length(), at + 1 + random.nextInt(9));
                out.append(stream.push(text.substring(at, next)));
                at = next;
            }
            restored.add(out.append(stream.finish()).toString());
        }
        return restored;
    }

    private static String text(Random random) {
        String[] pieces = {
            "ann%d@example.com",
            "[EMAIL_",
            "]",
            "[",
            "4111 1111 1111 1111",
            "say \"hi\" \\ there",
            "\n",
            "điện thoại 0976948954",
            "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4%d",
            "plain words",
            "😀",
            "-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq6jN5v2kq\n" + "-----END PRIVATE KEY-----"
        };
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(pieces[random.nextInt(pieces.length)].replace("%d", Integer.toString(random.nextInt(9))))
                    .append(' ');
        }
        return text.toString();
    }
}
