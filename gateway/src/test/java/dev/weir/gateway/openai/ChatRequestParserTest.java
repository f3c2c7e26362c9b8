package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class ChatRequestParserTest {

    private static final String START = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private final ChatRequestParser parser = new ChatRequestParser(new WireLimits(DataSize.ofMegabytes(1), 8));

    private ChatRequest parse(String json) {
        return parser.parse(new MockHttpServletRequest(), WireJson.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    private ChatRequest with(String fields) {
        return parse(START + "," + fields + "}");
    }

    private GatewayException refused(String json) {
        return catchThrowableOfType(GatewayException.class, () -> parse(json));
    }

    private ChatRequest messages(String messages) {
        return parse("{\"model\":\"auto\",\"messages\":" + messages + "}");
    }

    @Test
    void minimalRequest_hasDefaults() {
        ChatRequest request = parse(START + "}");

        assertThat(request.model()).isEqualTo("auto");
        assertThat(request.stream()).isFalse();
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.temperature()).isEmpty();
        assertThat(request.topLogprobs()).isEmpty();
        assertThat(request.needs()).isEmpty();
        assertThat(request.messages()).hasSize(1);
    }

    @Test
    void everyField_isRead() {
        ChatRequest request = with("\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":5,"
                + "\"max_completion_tokens\":5,\"n\":3,\"temperature\":0.5,\"top_p\":0.25,\"top_k\":40,\"min_p\":0.125,"
                + "\"repeat_penalty\":1.5,\"presence_penalty\":-1,\"frequency_penalty\":2,"
                + "\"seed\":-9223372036854775808,\"stop\":[\"a\",\"b\"],\"logit_bias\":{\"7\":-100},"
                + "\"logprobs\":true,\"top_logprobs\":3");

        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.answerTokens()).isEqualTo(OptionalInt.of(5));
        assertThat(request.choices()).isEqualTo(3);
        assertThat(request.temperature()).isEqualTo(OptionalDouble.of(0.5));
        assertThat(request.topP()).isEqualTo(OptionalDouble.of(0.25));
        assertThat(request.topK()).isEqualTo(OptionalInt.of(40));
        assertThat(request.minP()).isEqualTo(OptionalDouble.of(0.125));
        assertThat(request.repetitionPenalty()).isEqualTo(OptionalDouble.of(1.5));
        assertThat(request.presencePenalty()).isEqualTo(-1);
        assertThat(request.frequencyPenalty()).isEqualTo(2);
        assertThat(request.seed()).isEqualTo(OptionalLong.of(Long.MIN_VALUE));
        assertThat(request.stop()).containsExactly("a", "b");
        assertThat(request.logitBias()).isEqualTo(Map.of(7, -100.0));
        assertThat(request.topLogprobs()).isEqualTo(OptionalInt.of(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model_x",
                "temperature",
                "top_p",
                "n",
                "stop",
                "stream",
                "stream_options",
                "max_tokens",
                "seed",
                "tools",
                "tool_choice",
                "response_format",
                "logprobs",
                "top_logprobs",
                "logit_bias",
                "user",
                "metadata",
                "store",
                "service_tier",
                "modalities",
                "audio",
                "functions",
                "presence_penalty",
                "parallel_tool_calls"
            })
    void explicitNull_isAbsent(String field) {
        ChatRequest request = with("\"" + field + "\":null");

        assertThat(request.needs()).isEmpty();
        assertThat(request.temperature()).isEmpty();
        assertThat(request.choices()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"user\":\"u\",\"safety_identifier\":\"s\",\"prompt_cache_key\":\"k\",\"service_tier\":\"auto\"",
                "\"metadata\":{\"a\":\"b\"}",
                "\"store\":false",
                "\"modalities\":[\"text\"]",
                "\"response_format\":{\"type\":\"text\"}",
                "\"tools\":[]",
                "\"tool_choice\":\"auto\"",
                "\"stop\":[]",
                "\"logit_bias\":{}",
                "\"logprobs\":false",
                "\"reasoning_effort\":\"low\",\"x_unknown\":{\"deep\":[1,2.50,null]}"
            })
    void harmlessField_isAcceptedAndKept(String fields) {
        ChatRequest request = with(fields);

        assertThat(request.needs()).isEmpty();
        assertThat(request.body())
                .isEqualTo(WireJson.object((START + "," + fields + "}").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "model":7                                      | model
                    "model":""                                     | model
                    "messages":{}                                  | messages
                    "messages":[]                                  | messages
                    "messages":["x"]                               | messages[0]
                    "messages":[{"content":"x"}]                   | messages[0].role
                    "messages":[{"role":"robot","content":"x"}]    | messages[0].role
                    "messages":[{"role":"function","content":"x"}] | messages[0].role
                    "messages":[{"role":"user"}]                   | messages[0].content
                    "messages":[{"role":"user","content":null}]    | messages[0].content
                    "messages":[{"role":"user","content":[]}]      | messages[0].content
                    "messages":[{"role":"user","content":[1]}]     | messages[0].content[0]
                    "messages":[{"role":"user","content":[{"type":"text"}]}]             | messages[0].content[0].text
                    "messages":[{"role":"user","content":[{"type":"video"}]}]            | messages[0].content[0].type
                    "messages":[{"role":"user","content":[{"type":"image_url"}]}]        | messages[0].content[0].image_url
                    "messages":[{"role":"system","content":[{"type":"image_url","image_url":{}}]}] | messages[0].content[0].type
                    "messages":[{"role":"user","content":[{"type":"refusal","refusal":"x"}]}]      | messages[0].content[0].type
                    "messages":[{"role":"user","content":"x","name":1}]                  | messages[0].name
                    "messages":[{"role":"assistant"}]                                    | messages[0].content
                    "messages":[{"role":"assistant","content":null}]                     | messages[0].content
                    "messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"x"}]}] | messages[0].tool_calls[0].type
                    "messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":{}}}]}] | messages[0].tool_calls[0].function.arguments
                    "messages":[{"role":"tool","content":"x"}]                           | messages[0].tool_call_id
                    "messages":[{"role":"tool","content":"x","tool_call_id":"1"}]        | messages[0].tool_call_id
                    """)
    void invalidMessage_namesItsPath(String field, String parameter) {
        String rest = field.startsWith("\"model\"")
                ? "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]"
                : "\"model\":\"m\"";

        GatewayException refusal = refused("{" + rest + "," + field + "}");

        assertThat(refusal.parameter()).contains(parameter);
        assertThat(refusal.code()).isEqualTo(GatewayErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "temperature":"1"            | temperature
                    "temperature":2.1            | temperature
                    "temperature":-0.1           | temperature
                    "temperature":1e400          | temperature
                    "temperature":true           | temperature
                    "top_p":1.01                 | top_p
                    "top_k":-2                   | top_k
                    "min_p":2                    | min_p
                    "repetition_penalty":0       | repetition_penalty
                    "repetition_penalty":1.1,"repeat_penalty":1.2 | repeat_penalty
                    "presence_penalty":2.01      | presence_penalty
                    "frequency_penalty":-2.01    | frequency_penalty
                    "n":0                        | n
                    "n":9                        | n
                    "n":1.0                      | n
                    "n":"1"                      | n
                    "max_tokens":0               | max_tokens
                    "max_tokens":-1              | max_tokens
                    "max_tokens":99999999999     | max_tokens
                    "max_completion_tokens":1.5  | max_completion_tokens
                    "max_tokens":1,"max_completion_tokens":2 | max_tokens
                    "seed":9223372036854775808   | seed
                    "seed":0.5                   | seed
                    "stream":"true"              | stream
                    "stream":1                   | stream
                    "stream_options":{"include_usage":true} | stream_options
                    "stream":true,"stream_options":[]       | stream_options
                    "stream":true,"stream_options":{"include_usage":1} | stream_options.include_usage
                    "stop":7                     | stop
                    "stop":""                    | stop
                    "stop":["a",null]            | stop[1]
                    "stop":["a","b","c","d","e"] | stop
                    "logprobs":1                 | logprobs
                    "top_logprobs":1             | top_logprobs
                    "logprobs":true,"top_logprobs":21 | top_logprobs
                    "logit_bias":[]              | logit_bias
                    "logit_bias":{"x":1}         | logit_bias
                    "logit_bias":{"1":101}       | logit_bias.1
                    "logit_bias":{"1":"5"}       | logit_bias.1
                    "response_format":"json"     | response_format
                    "response_format":{}         | response_format.type
                    "response_format":{"type":"xml"}         | response_format.type
                    "response_format":{"type":"json_schema"} | response_format.json_schema
                    "response_format":{"type":"json_schema","json_schema":{}} | response_format.json_schema.name
                    "tools":{}                   | tools
                    "tools":[{"type":"x"}]       | tools[0].type
                    "tools":[{"type":"function"}] | tools[0].function
                    "tools":[{"type":"function","function":{}}] | tools[0].function.name
                    "tool_choice":"required"     | tool_choice
                    "tool_choice":"maybe"        | tool_choice
                    "tool_choice":7              | tool_choice
                    "modalities":["smell"]       | modalities[0]
                    "user":7                     | user
                    "metadata":[]                | metadata
                    "metadata":{"a":1}           | metadata
                    "store":true                 | store
                    """)
    void invalidField_namesItsPath(String fields, String parameter) {
        GatewayException refusal = refused(START + "," + fields + "}");

        assertThat(refusal.parameter()).contains(parameter);
        assertThat(refusal.code().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "tools":[{"type":"function","function":{"name":"f","parameters":{}}}] | tools
                    "functions":[{"name":"f"}]                   | tools
                    "response_format":{"type":"json_object"}     | response_format
                    "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}} | response_format
                    "modalities":["text","audio"]                | audio
                    "web_search_options":{}                      | web_search_options
                    """)
    void abilityBeyondText_isANeed(String fields, String need) {
        assertThat(with(fields).needs()).containsExactly(need);
    }

    @Test
    void imagePart_isANeedNamingItsPlace() {
        ChatRequest request = messages("[{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"What is it?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]}]");

        assertThat(request.needs()).containsExactly("vision");
        assertThat(request.parameterOf("vision")).isEqualTo("messages[1].content[1]");
        assertThat(request.parameterOf("tools")).isEqualTo("tools");
    }

    @Test
    void messagesOfEveryRole_areRead() {
        ChatRequest request = messages("[{\"role\":\"developer\",\"content\":\"d\"},"
                + "{\"role\":\"user\",\"name\":\"Ann\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]},"
                + "{\"role\":\"system\",\"content\":\"s\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"r\"},"
                + "{\"role\":\"assistant\",\"content\":\"\"}]");

        assertThat(request.messages())
                .extracting(ChatRequest.Message::role)
                .containsExactly("developer", "user", "system", "assistant", "tool", "assistant");
        assertThat(request.messages())
                .extracting(ChatRequest.Message::text)
                .containsExactly("d", "a\nb", "s", "", "r", "");
        assertThat(request.messages().get(1).name()).contains("Ann");
        assertThat(request.needs()).containsExactly("tools");
    }

    @Test
    void stopAsString_isOneStop() {
        assertThat(with("\"stop\":\"END\"").stop()).isEqualTo(List.of("END"));
    }

    @Test
    void zeroTopP_keepsTheLikeliestTokenOnly() {
        assertThat(with("\"top_p\":0").topP()).hasValue(1e-9);
    }

    @Test
    void message_neverQuotesTheRequest() {
        GatewayException refusal = refused(START + ",\"response_format\":{\"type\":\"secret-value\"}}");

        assertThat(refusal.text()).doesNotContain("secret");
    }
}
