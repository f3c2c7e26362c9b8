package dev.weir.gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RequestBoundTest {

    private static final int WINDOW = 10_000;
    private static final RequestBound EXACT = new RequestBound(TokenCounter.O200K, WINDOW);
    private static final RequestBound BYTES = new RequestBound(TokenCounter.BYTES, WINDOW);
    private static final String QUESTION =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"How far is the moon?\"}]";

    private static TokenBound bound(RequestBound bound, String json) {
        return bound.of(JsonMapper.shared().readTree(json)).orElseThrow();
    }

    @Test
    void of_shortQuestion_theQuestionAndALittleRoom() {
        // "How far is the moon?" has 6 tokens; OpenAI reports 12 for it, with what it writes around a message.
        TokenBound bound = bound(EXACT, QUESTION + ",\"max_completion_tokens\":50}");

        assertThat(bound.prompt()).isBetween(12, 200);
        assertThat(bound.completion()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"max_tokens\":20', 20",
        "'\"max_completion_tokens\":30,\"max_tokens\":20', 30",
        "'\"max_tokens\":20,\"n\":3', 60",
        "'\"n\":null', 10000",
        "'\"max_tokens\":null', 10000",
        "'\"stop\":[\"x\"]', 10000"
    })
    void of_answerLimit_timesChoices_windowWithoutOne(String field, int completion) {
        assertThat(bound(EXACT, QUESTION + "," + field + "}").completion()).isEqualTo(completion);
    }

    @Test
    void of_picture_theWholeWindow() {
        String json = """
                {"messages": [{"role": "user", "content": [
                  {"type": "text", "text": "What is this?"},
                  {"type": "image_url", "image_url": {"url": "https://example.org/cat.png"}}]}]}
                """;

        assertThat(bound(EXACT, json).prompt()).isGreaterThan(WINDOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"web_search_options\":{}",
                "\"modalities\":[\"text\",\"audio\"]",
                "\"prediction\":{\"type\":\"content\",\"content\":\"x\"}",
                "\"service_tier\":\"priority\"",
                "\"models\":[\"dearer\"]",
                "\"tools\":[{\"type\":\"web_search\"}]",
                "\"not_known_yet\":1"
            })
    void of_whatChangesThePrice_noBound(String field) {
        assertThat(EXACT.of(JsonMapper.shared().readTree(QUESTION + "," + field + "}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"input_audio\",\"input_audio\":{}}",
                "{\"type\":\"file\",\"file\":{}}",
                "{\"type\":\"hologram\"}"
            })
    void of_contentOfUnknownPrice_noBound(String part) {
        String json = "{\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]}";

        assertThat(EXACT.of(JsonMapper.shared().readTree(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\""})
    void of_noObject_noBound(String json) {
        assertThat(EXACT.of(JsonMapper.shared().readTree(json))).isEmpty();
    }

    @Test
    void of_toolsAndSchemas_counted() {
        String tool = "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"%s\"}}"
                .formatted("word ".repeat(500));

        assertThat(bound(EXACT, QUESTION + ",\"tools\":[" + tool + "]}").prompt())
                .isGreaterThan(1_500);
        assertThat(bound(EXACT, QUESTION + ",\"response_format\":" + tool + "}").prompt())
                .isGreaterThan(500);
    }

    /** Whatever is written, no tokenizer at hand finds more tokens in it than the bound by bytes. */
    @Test
    void count_randomTexts_bytesNeverFewerThanTokens() {
        Random random = new Random(5);
        int[] ranges = {0x80, 0x800, 0x3000, 0xD7FF, 0x1F64F};
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                int point = random.nextInt(ranges[random.nextInt(ranges.length)]);
                text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? ' ' : point);
            }
            String written = text.toString();

            int bytes = TokenCounter.BYTES.count(written);
            assertThat(bytes).isGreaterThan(written.getBytes(StandardCharsets.UTF_8).length);
            assertThat(TokenCounter.O200K.count(written)).isLessThan(bytes);
            assertThat(TokenCounter.CL100K.count(written)).isLessThan(bytes);
        }
    }

    @Test
    void count_textThatLooksLikeAControlToken_isText() {
        assertThat(TokenCounter.O200K.count("<|endoftext|>")).isGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, O200K",
        "gpt-5.1, O200K",
        "gpt-4o-mini-2024-07-18, O200K",
        "gpt-4.1, O200K",
        "o3, O200K",
        "gpt-4-turbo, CL100K",
        "gpt-3.5-turbo, CL100K",
        "gpt-4.5-preview, BYTES",
        "gpt-oss-20b, BYTES",
        "omni, BYTES",
        "claude-sonnet-4-5, BYTES"
    })
    void ofOpenAi_names(String model, TokenCounter counter) {
        assertThat(TokenCounter.ofOpenAi(model)).isEqualTo(counter);
    }

    @Test
    void limit_onlyWhereTheRequestSetsNone() {
        Pricing pricing = new Pricing(Prices.UNKNOWN, BYTES, "max_tokens", 77);
        ObjectNode without = JsonMapper.shared().createObjectNode().putNull("max_completion_tokens");
        ObjectNode with = JsonMapper.shared().createObjectNode().put("max_completion_tokens", 5);

        pricing.limit(without);
        pricing.limit(with);

        assertThat(without.toString()).isEqualTo("{\"max_tokens\":77}");
        assertThat(with.toString()).isEqualTo("{\"max_completion_tokens\":5}");
    }
}
