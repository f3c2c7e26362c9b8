package dev.weir.gateway.inference.cloud;

import static dev.weir.gateway.inference.cloud.AnthropicExchanges.ANSWER;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.JSON;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.QUESTION;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.sent;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.ClearedFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(OutputCaptureExtension.class)
class AnthropicProviderTest {

    private final ProviderSettings settings = new ProviderSettings();

    private CloudProviders open(RecordingUpstream upstream) {
        return settings.open(CloudProperties.Kind.ANTHROPIC, upstream.address());
    }

    @Test
    void complete_plain_answerInOpenAisWords() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            ObjectNode answer = whole(providers, QUESTION);

            assertThat(answer.path("object").asString()).isEqualTo("chat.completion");
            assertThat(answer.path("choices").toString())
                    .isEqualTo("[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello Jane\","
                            + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}]");
            assertThat(answer.path("usage").toString())
                    .isEqualTo("{\"prompt_tokens\":15,\"completion_tokens\":5,\"total_tokens\":20,"
                            + "\"prompt_tokens_details\":{\"cached_tokens\":3}}");
        }
    }

    @Test
    void complete_plain_noFingerprintInTheHeaders() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            whole(providers, QUESTION);

            RecordingUpstream.Recorded request = upstream.requests().getFirst();
            assertThat(request.start()).isEqualTo("POST /v1/messages HTTP/1.1");
            assertThat(request.headers())
                    .containsOnlyKeys(
                            "host",
                            "connection",
                            "content-length",
                            "content-type",
                            "accept",
                            "anthropic-version",
                            "x-api-key",
                            "user-agent")
                    .containsEntry("user-agent", "weir")
                    .containsEntry("anthropic-version", "2023-06-01")
                    .containsEntry("x-api-key", ProviderSettings.KEY);
        }
    }

    @Test
    void complete_everyKindOfMessage_arrivesInAnthropicsForm() {
        String body = """
                {"model":"big-model","max_completion_tokens":77,"temperature":0.5,"stop":["END"],"user":"u-1",
                 "metadata":{"a":"b"},"n":1,"presence_penalty":0,"logprobs":false,"stream":false,"seed":null,
                 "tools":[{"type":"function","function":{"name":"look_up","description":"Looks up",
                   "parameters":{"type":"object","properties":{"q":{"type":"string"}},"required":["q"],
                                 "additionalProperties":false}}}],
                 "tool_choice":"required","parallel_tool_calls":false,
                 "messages":[{"role":"developer","content":"Be brief"},
                   {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
                   {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                     "function":{"name":"look_up","arguments":"{\\"q\\":\\"x\\"}"}}]},
                   {"role":"tool","tool_call_id":"c1","content":"found"},
                   {"role":"assistant","content":"Done"},
                   {"role":"user","content":"Thanks"}]}
                """;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            whole(providers, body);

            assertThat(sent(upstream)).isEqualTo(JSON.readTree("""
                                    {"max_tokens":77,"model":"big-model","system":"Be brief","temperature":0.5,
                                     "stop_sequences":["END"],
                                     "tools":[{"name":"look_up","description":"Looks up","input_schema":
                                       {"type":"object","properties":{"q":{"type":"string"}},"required":["q"]}}],
                                     "tool_choice":{"type":"any","disable_parallel_tool_use":true},
                                     "messages":[{"role":"user","content":"one\\ntwo"},
                                       {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"look_up",
                                         "input":{"q":"x"}}]},
                                       {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1",
                                         "content":"found"}]},
                                       {"role":"assistant","content":"Done"},
                                       {"role":"user","content":"Thanks"}]}
                                    """));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seed\":1|seed",
                "\"n\":2|n",
                "\"logprobs\":true|logprobs",
                "\"temperature\":1.5|temperature",
                "\"response_format\":{\"type\":\"json_object\"}|response_format",
                "\"frequency_penalty\":0.1|frequency_penalty",
                "\"logit_bias\":{\"1\":2}|logit_bias",
                "\"something_new\":true|something_new",
                "\"tools\":[{\"type\":\"custom\"}]|tools[0]",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"strict\":true}}]|tools[0].function.strict",
                "\"messages\":[{\"role\":\"user\",\"name\":\"x\",\"content\":\"a\"}]|messages[0].name",
                "\"messages\":[{\"role\":\"function\",\"content\":\"a\"}]|messages[0].role",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]|messages[0].content[0]"
            })
    void complete_shapeWithoutACounterpart_refusedAndNothingSent(String field, String parameter) {
        String body = field.startsWith("\"messages\"")
                ? "{" + field + "}"
                : "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + field + "}";
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            assertThatThrownBy(() -> whole(providers, body))
                    .asInstanceOf(type(GatewayException.class))
                    .satisfies(error -> {
                        assertThat(error.code()).isEqualTo(GatewayErrorCode.UNSUPPORTED_PARAMETER);
                        assertThat(error.parameter()).contains(parameter);
                    });
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void complete_toolUse_toolCallsWithArgumentsAsAString() {
        String answer = ANSWER.replace("end_turn", "tool_use")
                .replace(
                        "{\"type\":\"text\",\"text\":\"Hello \"},{\"type\":\"text\",\"text\":\"Jane\"}",
                        "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"look_up\",\"input\":{\"q\":\"x\"}}");
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(answer));
                CloudProviders providers = open(upstream)) {
            JsonNode choice = whole(providers, QUESTION).at("/choices/0");

            assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
            assertThat(choice.path("message").toString())
                    .isEqualTo(
                            "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[{\"id\":\"t1\","
                                    + "\"type\":\"function\",\"function\":{\"name\":\"look_up\","
                                    + "\"arguments\":\"{\\\"q\\\":\\\"x\\\"}\"}}]}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST, false",
        "401, UPSTREAM_ERROR, true",
        "529, UPSTREAM_ERROR, false",
        "429, UPSTREAM_UNAVAILABLE, true"
    })
    void complete_errorStatus_mappedOnceAndNotRepeated(int status, GatewayErrorCode code, boolean stream) {
        settings.attempts = 3;
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"some_error\",\"message\":\"Jane Doe\"}}";
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.status(status, Map.of(), body));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();

            assertThatThrownBy(() -> provider.complete(ClearedFixture.of(QUESTION), stream, ClientPresence.UNKNOWN))
                    .asInstanceOf(type(GatewayException.class))
                    .satisfies(error -> {
                        assertThat(error.code()).isEqualTo(code);
                        assertThat(error.text()).contains("`some_error`").doesNotContain("Jane");
                    });
            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void complete_answerThatIsNone_upstreamErrorAndNothingOfItSaidOrLogged(boolean stream, CapturedOutput output) {
        UpstreamReply reply = stream
                ? UpstreamReply.events(List.of("event: message_start\ndata: Jane Doe\n\n"), Duration.ZERO)
                : UpstreamReply.json("[\"Jane Doe\"]");
        try (RecordingUpstream upstream = RecordingUpstream.start(reply);
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();

            assertThatThrownBy(() -> provider.complete(ClearedFixture.of(QUESTION), stream, ClientPresence.UNKNOWN))
                    .asInstanceOf(type(GatewayException.class))
                    .satisfies(error -> {
                        assertThat(error.code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
                        assertThat(error).hasStackTraceContaining("GatewayException");
                        assertThat(error.text()).doesNotContain("Jane");
                    });
        }
        assertThat(output).doesNotContain("Jane Doe");
    }

    @Test
    void complete_emptyAnswer_promptNotLogged(CapturedOutput output) {
        String answer = ANSWER.replaceAll("(?s)\"content\":\\[.*?\\]", "\"content\":[]");
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(answer));
                CloudProviders providers = open(upstream)) {
            ObjectNode completion = whole(providers, QUESTION);

            assertThat(completion.at("/choices/0/message/content").asString()).isEmpty();
        }
        assertThat(output).doesNotContain("Jane Doe");
    }
}
