package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.ClearedFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(OutputCaptureExtension.class)
class SpringAiProviderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String QUESTION =
            "{\"model\":\"big-model\",\"messages\":[{\"role\":\"user\",\"content\":\"Jane Doe asks\"}]}";
    private static final String ANSWER = """
            {"id":"msg_1","type":"message","role":"assistant","model":"big-model",
             "content":[{"type":"text","text":"Hello "},{"type":"text","text":"Jane"}],
             "stop_reason":"end_turn","stop_sequence":null,
             "usage":{"input_tokens":12,"output_tokens":5,"cache_read_input_tokens":3,"cache_creation_input_tokens":0}}
            """;

    private final ProviderSettings settings = new ProviderSettings();

    private CloudProviders open(RecordingUpstream upstream) {
        return settings.open(CloudProperties.Kind.ANTHROPIC, upstream.address());
    }

    private static ObjectNode whole(CloudProviders providers, String body) {
        CloudProvider provider = providers.all().getFirst();
        return ((ChatReply.Whole) provider.complete(ClearedFixture.of(body), false)).completion();
    }

    private static ChunkStream streamed(CloudProviders providers, String body) {
        CloudProvider provider = providers.all().getFirst();
        return ((ChatReply.Streamed) provider.complete(ClearedFixture.of(body), true)).chunks();
    }

    private static List<ObjectNode> drain(ChunkStream chunks) {
        List<ObjectNode> all = new ArrayList<>();
        for (Optional<ObjectNode> next = chunks.next(); next.isPresent(); next = chunks.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static JsonNode sent(RecordingUpstream upstream) {
        return JSON.readTree(upstream.requests().getFirst().body());
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

    private static List<String> stream(String stopReason, int pieces) {
        List<String> events = new ArrayList<>();
        events.add("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
                + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"big-model\",\"content\":[],"
                + "\"stop_reason\":null,\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}}\n\n");
        events.add("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
        events.add("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        for (int piece = 0; piece < pieces; piece++) {
            events.add("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\"w" + piece + " \"}}\n\n");
        }
        events.add("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n");
        events.add("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason
                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n");
        events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        return events;
    }

    @Test
    void complete_stream_chunksInOpenAisForm() {
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.events(stream("max_tokens", 2), Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream stream = streamed(providers, QUESTION)) {
            List<ObjectNode> chunks = drain(stream);

            assertThat(chunks.stream().map(chunk -> chunk.at("/choices/0/delta").toString()))
                    .containsExactly(
                            "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
                            "{\"content\":\"w0 \"}",
                            "{\"content\":\"w1 \"}",
                            "{}",
                            "");
            assertThat(chunks.get(3).at("/choices/0/finish_reason").asString()).isEqualTo("length");
            assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
            assertThat(chunks.getLast().path("usage").toString())
                    .isEqualTo("{\"prompt_tokens\":12,\"completion_tokens\":9,\"total_tokens\":21}");
            assertThat(sent(upstream).path("stream").asBoolean()).isTrue();
        }
    }

    @Test
    void complete_streamedToolUse_oneCallThenItsFinish() {
        List<String> events = new ArrayList<>(stream("tool_use", 0));
        events.set(
                1,
                "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                        + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"look_up\",\"input\":{}}}\n\n");
        events.set(
                2,
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                        + "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":1}\"}}\n\n");
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.events(events, Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream stream = streamed(providers, QUESTION)) {
            List<ObjectNode> chunks = drain(stream);

            assertThat(chunks.get(1).at("/choices/0/delta").toString())
                    .isEqualTo("{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":"
                            + "{\"name\":\"look_up\",\"arguments\":\"{\\\"q\\\":1}\"}}]}");
            assertThat(chunks.get(2).at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        }
    }

    @Test
    void close_clientLeavesAfterOneChunk_upstreamSeesIt() throws InterruptedException {
        List<String> events = stream("end_turn", 200);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.events(events, Duration.ofMillis(50)));
                CloudProviders providers = open(upstream)) {
            ChunkStream chunks = streamed(providers, QUESTION);
            chunks.next();

            chunks.close();

            assertThat(upstream.awaitHangUp()).isTrue();
            assertThat(upstream.eventsSent()).isLessThan(events.size());
        }
    }

    @Test
    void next_resetInMidStream_upstreamError() {
        try (RecordingUpstream upstream = RecordingUpstream.start(
                        UpstreamReply.resetAfter(stream("end_turn", 3).subList(0, 5)));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(providers, QUESTION)) {
            assertThatThrownBy(() -> drain(chunks))
                    .asInstanceOf(type(GatewayException.class))
                    .extracting(GatewayException::code)
                    .isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
        }
    }

    @Test
    void complete_streamWithoutAFirstToken_timeout() {
        settings.firstTokenTimeout = Duration.ofMillis(400);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silence());
                CloudProviders providers = open(upstream)) {
            assertThatThrownBy(() -> streamed(providers, QUESTION))
                    .asInstanceOf(type(GatewayException.class))
                    .extracting(GatewayException::code)
                    .isEqualTo(GatewayErrorCode.UPSTREAM_TIMEOUT);
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

            assertThatThrownBy(() -> provider.complete(ClearedFixture.of(QUESTION), stream))
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

            assertThatThrownBy(() -> provider.complete(ClearedFixture.of(QUESTION), stream))
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

    @Test
    void complete_brokenAnswers_countAgainstTheProvider() {
        settings.minimumCalls = 3;
        List<String> halfAStream = stream("end_turn", 3).subList(0, 5);
        try (RecordingUpstream upstream = RecordingUpstream.start(
                        UpstreamReply.json("[1]"),
                        UpstreamReply.resetAfter(halfAStream),
                        UpstreamReply.events(halfAStream, Duration.ZERO));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();

            assertThatThrownBy(() -> whole(providers, QUESTION)).isInstanceOf(GatewayException.class);
            for (int call = 0; call < 2; call++) {
                assertThat(provider.target().available()).isTrue();
                try (ChunkStream chunks = streamed(providers, QUESTION)) {
                    assertThatThrownBy(() -> drain(chunks)).isInstanceOf(GatewayException.class);
                }
            }

            assertThat(provider.target().available()).isFalse();
        }
    }

    @Test
    void complete_manyAtOnce_eachGetsItsAnswer() throws Exception {
        settings.maxConcurrent = 100;
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.events(stream("end_turn", 3), Duration.ofMillis(20)));
                CloudProviders providers = open(upstream);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> call = () -> {
                try (ChunkStream chunks = streamed(providers, QUESTION)) {
                    return drain(chunks).size();
                }
            };

            for (Future<Integer> size : callers.invokeAll(Collections.nCopies(80, call))) {
                assertThat(size.get()).isEqualTo(6);
            }
        }
    }
}
