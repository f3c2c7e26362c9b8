package dev.weir.gateway.inference.cloud;

import static dev.weir.gateway.inference.cloud.AnthropicExchanges.QUESTION;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.drain;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.sent;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.stream;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.streamed;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.CloudProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SpringAiStreamTest {

    private final ProviderSettings settings = new ProviderSettings();

    private CloudProviders open(RecordingUpstream upstream) {
        return settings.open(CloudProperties.Kind.ANTHROPIC, upstream.address());
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
