package dev.weir.gateway.inference.cloud;

import static dev.weir.gateway.inference.cloud.AnthropicExchanges.QUESTION;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.drain;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.sent;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.stream;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.streamed;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class AnthropicStreamTest extends SdkStreamContract {

    @Override
    CloudProperties.Kind kind() {
        return CloudProperties.Kind.ANTHROPIC;
    }

    @Override
    List<String> beginning() {
        return stream("end_turn", 3).subList(0, 5);
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
