package dev.weir.policy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PseudonymiserTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final PseudonymScope SCOPE = new PseudonymScope("team-a", "conversation-1");

    private final RequestInspector inspector = RequestInspector.standard();
    private final Pseudonymiser pseudonymiser = new Pseudonymiser(PseudonymKey.of(new byte[32]));

    @Test
    void pseudonymise_sameValueInManyPlaces_onePlaceholder() {
        ObjectNode body = object("""
                {"user": "Ann@Example.com", "messages": [
                  {"role": "user", "content": "I am ann@example.com"},
                  {"role": "assistant", "content": "Hello ann@example.com"}]}""");

        Pseudonymised result = pseudonymise(body, SCOPE);

        String placeholder = result.body().path("user").stringValue();
        assertThat(placeholder).matches("\\[EMAIL_[0-9A-HJKMNP-TV-Z]{6}\\]");
        assertThat(result.body().at("/messages/0/content").stringValue()).isEqualTo("I am " + placeholder);
        assertThat(result.body().at("/messages/1/content").stringValue()).isEqualTo("Hello " + placeholder);
        assertThat(result.body().at("/messages/0/role").stringValue()).isEqualTo("user");
        assertThat(result.entities()).isEqualTo(List.of("EMAIL", "EMAIL", "EMAIL"));
    }

    @Test
    void pseudonymise_historyResent_samePlaceholderAgain() {
        String first = placeholder("{\"m\": [\"mail ann@example.com\"]}", SCOPE, "/m/0");
        String later = placeholder("{\"m\": [\"mail ann@example.com\", \"and bob@example.com\"]}", SCOPE, "/m/0");

        assertThat(later).isEqualTo(first);
    }

    @Test
    void pseudonymise_otherConversationTenantOrKey_otherPlaceholder() {
        String body = "{\"m\": [\"ann@example.com\"]}";
        byte[] other = new byte[32];
        other[31] = 1;

        List<String> placeholders = List.of(
                placeholder(body, SCOPE, "/m/0"),
                placeholder(body, new PseudonymScope("team-a", "conversation-2"), "/m/0"),
                placeholder(body, new PseudonymScope("team-b", "conversation-1"), "/m/0"),
                placeholder(body, new PseudonymScope("team-aconversation", "-1"), "/m/0"),
                new Pseudonymiser(PseudonymKey.of(other))
                        .pseudonymise(object(body), inspect(object(body)), SCOPE)
                        .body()
                        .at("/m/0")
                        .stringValue());

        assertThat(placeholders).doesNotHaveDuplicates();
    }

    @Test
    void pseudonymise_argumentsWithEscapesNumbersAndNesting_staysJson() {
        ObjectNode body = JSON.createObjectNode()
                .put(
                        "arguments",
                        "{\"to\":\"a\\nann\\u0040example.com\",\"card\":4111111111111111,"
                                + "\"deep\":\"{\\\"card\\\":5555555555554444}\",\"n\":7}");

        Pseudonymised result = pseudonymise(body, SCOPE);

        ObjectNode arguments = object(result.body().path("arguments").stringValue());
        assertThat(arguments.path("to").stringValue()).matches("a\n\\[EMAIL_.{6}\\]");
        assertThat(arguments.path("card").stringValue()).matches("\\[CREDIT_CARD_.{6}\\]");
        assertThat(object(arguments.path("deep").stringValue()).path("card").stringValue())
                .matches("\\[CREDIT_CARD_.{6}\\]");
        assertThat(arguments.path("n").intValue()).isEqualTo(7);
        assertThat(result.vault().entries())
                .extracting(VaultEntry::original)
                .contains("ann@example.com", "4111111111111111", "5555555555554444");
    }

    @Test
    void pseudonymise_keysAndNumbers_replaced() {
        ObjectNode body = object("""
                {"metadata": {"ann@example.com": 1, "ANN@example.com": 2}, "card": 4111111111111111, "model": "gpt-5"}""");

        Pseudonymised result = pseudonymise(body, SCOPE);

        assertThat(result.body().path("metadata").size()).isEqualTo(2);
        assertThat(result.body().toString()).doesNotContainIgnoringCase("ann@").doesNotContain("4111");
        assertThat(result.body().path("card").stringValue()).startsWith("[CREDIT_CARD_");
        assertThat(result.body().path("model").stringValue()).isEqualTo("gpt-5");
    }

    @Test
    void pseudonymise_original_untouched() {
        ObjectNode body = object("{\"a\": {\"b\": [\"ann@example.com\", 4111111111111111]}}");
        ObjectNode copy = body.deepCopy();

        pseudonymise(body, SCOPE);

        assertThat(body).isEqualTo(copy);
    }

    @Test
    void pseudonymise_inspectionOfAnotherBody_refused() {
        Inspection.Complete other = inspect(object("{\"elsewhere\": \"ann@example.com\"}"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pseudonymiser.pseudonymise(object("{\"a\": \"b\"}"), other, SCOPE));
    }

    @Test
    void vaultAndKey_asText_showNoValue() {
        Pseudonymised result = pseudonymise(object("{\"a\": \"ann@example.com\"}"), SCOPE);

        assertThat(result.vault() + " " + new Restorer(result.vault()) + " " + PseudonymKey.of(new byte[32]))
                .doesNotContain("ann")
                .doesNotContain("EMAIL");
    }

    private String placeholder(String body, PseudonymScope scope, String pointer) {
        return pseudonymise(object(body), scope)
                .body()
                .at(pointer)
                .stringValue()
                .replaceAll("^[^\\[]*", "");
    }

    private Pseudonymised pseudonymise(ObjectNode body, PseudonymScope scope) {
        return pseudonymiser.pseudonymise(body, inspect(body), scope);
    }

    private Inspection.Complete inspect(ObjectNode body) {
        return (Inspection.Complete) inspector.inspect(body);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
