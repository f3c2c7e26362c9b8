package dev.weir.gateway.inference.cloud;

import static dev.weir.gateway.inference.cloud.AnthropicExchanges.JSON;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.drain;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.sent;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.streamed;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.CloudFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Gemini as it goes over the wire, and as clients of OpenAI's API see it. */
class GeminiProviderTest extends SdkStreamContract {

    private static final String QUESTION =
            "{\"model\":\"big-model\",\"messages\":[{\"role\":\"user\",\"content\":\"Jane Doe asks\"}]}";
    private static final String ANSWER = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello "},{"text":"Jane"}]},
              "finishReason":"STOP","index":0}],"modelVersion":"big-model-001","responseId":"r1",
             "usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":5,"thoughtsTokenCount":20,
               "cachedContentTokenCount":4,"totalTokenCount":37}}
            """;
    private static final String CALL = """
            {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"look_up","args":{"q":"x"}}}]},
              "finishReason":"STOP","index":0}],"modelVersion":"big-model-001",
             "usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":5,"totalTokenCount":17}}
            """;
    private static final String PIECE =
            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"%s\"}]},\"index\":0}],"
                    + "\"modelVersion\":\"v\",\"usageMetadata\":{\"promptTokenCount\":12,\"totalTokenCount\":12}}\n\n";
    private static final String LAST =
            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"!\"}]},"
                    + "\"finishReason\":\"STOP\",\"index\":0}],\"modelVersion\":\"v\",\"usageMetadata\":{\"promptTokenCount\":12,"
                    + "\"candidatesTokenCount\":3,\"totalTokenCount\":15}}\n\n";

    @Override
    CloudProperties.Kind kind() {
        return CloudProperties.Kind.GEMINI;
    }

    @Override
    List<String> beginning() {
        return List.of(PIECE.formatted("Hel"));
    }

    private static String oneLine(String json) {
        return "data: " + JSON.readTree(json) + "\n\n";
    }

    @Test
    void complete_plain_answerInOpenAisWords_thoughtsCountAsAnswer() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            ObjectNode answer = whole(providers, QUESTION);

            assertThat(answer.path("choices").toString())
                    .isEqualTo("[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello Jane\","
                            + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}]");
            assertThat(answer.path("usage").toString())
                    .isEqualTo("{\"prompt_tokens\":12,\"completion_tokens\":25,\"total_tokens\":37,"
                            + "\"prompt_tokens_details\":{\"cached_tokens\":4}}");
        }
    }

    @Test
    void complete_plain_noFingerprintInTheHeaders() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            whole(providers, QUESTION);

            RecordingUpstream.Recorded request = upstream.requests().getFirst();
            assertThat(request.start()).isEqualTo("POST /v1beta/models/big-model:generateContent HTTP/1.1");
            assertThat(request.headers())
                    .containsOnlyKeys(
                            "host",
                            "connection",
                            "content-length",
                            "content-type",
                            "accept",
                            "x-goog-api-key",
                            "user-agent")
                    .containsEntry("user-agent", "weir")
                    .containsEntry("x-goog-api-key", ProviderSettings.KEY);
        }
    }

    @Test
    void complete_everyKindOfMessage_arrivesInGeminisForm() {
        String body = """
                {"model":"big-model","max_completion_tokens":77,"temperature":0.5,"top_p":0.25,"stop":["END"],"user":"u-1",
                 "metadata":{"a":"b"},"n":1,"presence_penalty":0.5,"logprobs":false,"stream":false,"seed":null,
                 "tools":[{"type":"function","function":{"name":"look_up","description":"Looks up",
                   "parameters":{"type":"object","properties":{"q":{"type":"string","enum":["x","y"]}},
                                 "required":["q"]}}}],
                 "tool_choice":{"type":"function","function":{"name":"look_up"}},
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
                    {"contents":[{"parts":[{"text":"one\\ntwo"}],"role":"user"},
                       {"parts":[{"functionCall":{"args":{"q":"x"},"name":"look_up"}}],"role":"model"},
                       {"parts":[{"functionResponse":{"name":"look_up","response":{"result":"found"}}}],"role":"user"},
                       {"parts":[{"text":"Done"}],"role":"model"},
                       {"parts":[{"text":"Thanks"}],"role":"user"}],
                     "systemInstruction":{"parts":[{"text":"Be brief"}],"role":"user"},
                     "tools":[{"functionDeclarations":[{"name":"look_up","description":"Looks up",
                       "parameters":{"type":"OBJECT","properties":{"q":{"type":"STRING","enum":["x","y"]}},
                                     "required":["q"]}}]}],
                     "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["look_up"]}},
                     "generationConfig":{"temperature":0.5,"topP":0.25,"maxOutputTokens":77,"stopSequences":["END"],
                       "presencePenalty":0.5}}
                    """));
        }
    }

    @Test
    void complete_toolCall_hasAnId() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(CALL));
                CloudProviders providers = open(upstream)) {
            ObjectNode choice = (ObjectNode) whole(providers, QUESTION).at("/choices/0");

            assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
            assertThat(choice.at("/message/tool_calls/0/id").asString()).startsWith("call_");
            assertThat(choice.at("/message/tool_calls/0/function").toString())
                    .isEqualTo("{\"name\":\"look_up\",\"arguments\":\"{\\\"q\\\":\\\"x\\\"}\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"MAX_TOKENS, length", "SAFETY, content_filter", "STOP, stop", "SOMETHING_NEW, stop"})
    void complete_finishReasons_inOpenAisWords(String theirs, String ours) {
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.json(ANSWER.replace("\"STOP\"", "\"" + theirs + "\"")));
                CloudProviders providers = open(upstream)) {
            assertThat(whole(providers, QUESTION).at("/choices/0/finish_reason").asString())
                    .isEqualTo(ours);
        }
    }

    /** Another provider may see it otherwise. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void complete_promptBlocked_saysSo(boolean stream) {
        String blocked = "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"modelVersion\":\"v\","
                + "\"usageMetadata\":{\"promptTokenCount\":12,\"totalTokenCount\":12}}";
        UpstreamReply reply =
                stream ? UpstreamReply.events(List.of(oneLine(blocked)), Duration.ZERO) : UpstreamReply.json(blocked);
        try (RecordingUpstream upstream = RecordingUpstream.start(reply);
                CloudProviders providers = open(upstream)) {
            assertThatThrownBy(() -> {
                        if (stream) {
                            drain(streamed(providers, QUESTION));
                        } else {
                            whole(providers, QUESTION);
                        }
                    })
                    .isInstanceOfSatisfying(GatewayException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
                        assertThat(failure.text()).contains("blocked the prompt");
                        assertThat(CloudFault.mayBeBilled(failure)).isFalse();
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seed\":1|seed",
                "\"n\":2|n",
                "\"logprobs\":true|logprobs",
                "\"response_format\":{\"type\":\"json_object\"}|response_format",
                "\"parallel_tool_calls\":false|parallel_tool_calls",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                        + "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/x\"}}}}}]"
                        + "|tools[0].function.parameters.properties.a.$ref"
            })
    void complete_whatHasNoCounterpart_refusedAndNothingSent(String field, String parameter) {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(ANSWER));
                CloudProviders providers = open(upstream)) {
            assertThatThrownBy(() ->
                            whole(providers, QUESTION.replaceFirst("\\{", "{" + field.replace("$", "\\$") + ",")))
                    .isInstanceOfSatisfying(GatewayException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(GatewayErrorCode.UNSUPPORTED_PARAMETER);
                        assertThat(refused.parameter()).isEqualTo(Optional.of(parameter));
                    });
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void next_stream_arrivesPieceByPiece_andEndsWithUsage() {
        List<String> events = List.of(PIECE.formatted("Hel"), PIECE.formatted("lo"), LAST);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.events(events, Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(providers, QUESTION)) {
            List<ObjectNode> all = drain(chunks);

            assertThat(upstream.requests().getFirst().start())
                    .isEqualTo("POST /v1beta/models/big-model:streamGenerateContent?alt=sse HTTP/1.1");
            assertThat(all)
                    .extracting(chunk -> chunk.at("/choices/0/delta/content").asString(""))
                    .containsExactly("", "Hel", "lo", "!", "", "");
            assertThat(all.get(4).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
            assertThat(all.getLast().path("usage").toString())
                    .isEqualTo("{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}");
        }
    }

    @Test
    void next_firstPieceIsThere_notHeldBackForLaterOnes() {
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.silentAfter(List.of(PIECE.formatted("Hel"))));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(providers, QUESTION)) {
            chunks.next();

            assertThat(chunks.next()
                            .orElseThrow()
                            .at("/choices/0/delta/content")
                            .asString())
                    .isEqualTo("Hel");
        }
    }

    @Test
    void next_toolCallsInAStream_countedThrough() {
        List<String> events = List.of(oneLine(CALL.replace("\"finishReason\":\"STOP\",", "")), oneLine(CALL));
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.events(events, Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(providers, QUESTION)) {
            List<ObjectNode> all = drain(chunks);

            assertThat(all.get(1).at("/choices/0/delta/tool_calls/0/index").asInt())
                    .isZero();
            assertThat(all.get(2).at("/choices/0/delta/tool_calls/0/index").asInt())
                    .isEqualTo(1);
            assertThat(all.get(3).at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        }
    }

    @Test
    void next_endsWithoutAReason_brokenOff() {
        List<String> events = List.of(PIECE.formatted("Hel"), PIECE.formatted("\\\"finishReason\\\":"));
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.events(events, Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(providers, QUESTION)) {
            assertThatThrownBy(() -> drain(chunks))
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            broken -> assertThat(broken.code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, INVALID_REQUEST",
        "403, PERMISSION_DENIED, UPSTREAM_ERROR",
        "429, RESOURCE_EXHAUSTED, UPSTREAM_UNAVAILABLE",
        "500, INTERNAL, UPSTREAM_ERROR"
    })
    void complete_errorStatus_askedOnce_andTheProvidersWordAlone(int status, String word, GatewayErrorCode code) {
        String body = "{\"error\":{\"code\":" + status + ",\"message\":\"Jane Doe asks\",\"status\":\"" + word + "\"}}";
        for (boolean stream : new boolean[] {false, true}) {
            try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.status(status, Map.of(), body));
                    CloudProviders providers = open(upstream)) {
                assertThatThrownBy(() -> {
                            if (stream) {
                                streamed(providers, QUESTION).close();
                            } else {
                                whole(providers, QUESTION);
                            }
                        })
                        .isInstanceOfSatisfying(GatewayException.class, failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure.text())
                                    .contains("`" + word + "`")
                                    .doesNotContain("Jane");
                        });
                assertThat(upstream.requests()).hasSize(1);
            }
        }
    }
}
