package dev.weir.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Entity.Category;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ContentMaskTest {

    private static final RequestInspector INSPECTOR = RequestInspector.standard();
    private static final String EMAIL = "anna.schmidt@acme.test";

    @Test
    void masked_textsOfEveryShape_entitysNameInPlaceOfEachFinding() {
        ObjectNode body = json("""
                {"messages": [
                  {"role": "user", "content": "Write to anna.schmidt@acme.test or pay 4111 1111 1111 1111"},
                  {"role": "user", "content": [{"type": "text", "text": "x@acme.test said: ok"}]},
                  {"role": "assistant", "tool_calls": [{"function": {"arguments": "{\\"to\\":\\"anna.schmidt@acme.test\\"}"}}]}
                ]}
                """);

        String masked = masked(body).toString();

        assertThat(masked)
                .contains("Write to [EMAIL] or pay [CREDIT_CARD]", "[EMAIL] said: ok", "{\\\"to\\\":\\\"[EMAIL]\\\"}")
                .doesNotContain("acme.test", "4111");
    }

    @Test
    void masked_numbersAndKeys_too() {
        ObjectNode body =
                json("{\"card\": 4111111111111111, \"to\": {\"%s\": {\"cc\": \"%s\"}}}".formatted(EMAIL, EMAIL));

        assertThat(masked(body)).isEqualTo(json("""
                {"card": "[CREDIT_CARD]", "to": {"[EMAIL]": {"cc": "[EMAIL]"}}}
                """));
    }

    @Test
    void masked_twoKeysThatBecomeTheSame_nothing() {
        ObjectNode body = json("{\"a@acme.test\": 1, \"b@acme.test\": 2}");

        assertThat(ContentMask.masked(body, findings(body))).isEmpty();
    }

    @Test
    void masked_overlappingFindings_allCovered() {
        ObjectNode body = json("{\"text\": \"0123456789\"}");

        assertThat(ContentMask.masked(body, List.of(found(2, 5), found(4, 8), found(6, 7)))
                        .orElseThrow())
                .isEqualTo(json("{\"text\": \"01[WORD]89\"}"));
    }

    @Test
    void masked_findingsPlace_isGone_nothing() {
        assertThat(ContentMask.masked(json("{\"other\": 1}"), List.of(found(0, 1))))
                .isEmpty();
    }

    private static Finding found(int start, int end) {
        return new Finding(
                new Entity("WORD", Category.CONFIDENTIAL),
                new Finding.Place("/text", false),
                start,
                end,
                1,
                "test",
                "");
    }

    private static ObjectNode masked(ObjectNode body) {
        return ContentMask.masked(body, findings(body)).orElseThrow();
    }

    private static List<Finding> findings(ObjectNode body) {
        Inspection inspection = INSPECTOR.inspect(body);
        assertThat(inspection).isInstanceOf(Inspection.Complete.class);
        return inspection.findings();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
