package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.ClearedFixture;
import dev.weir.router.selection.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OpenAiWireProviderTest {

    private static final String QUESTION =
            "{\"model\":\"big-model\",  \"messages\":[{\"role\":\"user\",\"content\":\"hi ü\"}],\"x_new\":[1.50]}";
    private static final String CHUNK =
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\",\"reasoning\":\"r\"},"
                    + "\"finish_reason\":null}],\"obfuscation\":\"zz\"}";
    private static final String LAST =
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private static CloudProvider only(CloudProviders providers) {
        return providers.all().getFirst();
    }

    private static CloudProviders open(RecordingUpstream upstream) {
        return new ProviderSettings().open(CloudProperties.Kind.OPENAI, upstream.address() + "/v1/");
    }

    private static ObjectNode whole(CloudProvider provider) {
        return ((ChatReply.Whole) provider.complete(ClearedFixture.of(QUESTION), false, ClientPresence.UNKNOWN))
                .completion();
    }

    private static ChunkStream streamed(CloudProvider provider) {
        return ((ChatReply.Streamed) provider.complete(ClearedFixture.of(QUESTION), true, ClientPresence.UNKNOWN))
                .chunks();
    }

    private static List<String> drain(ChunkStream chunks) {
        List<String> all = new ArrayList<>();
        for (Optional<ObjectNode> next = chunks.next(); next.isPresent(); next = chunks.next()) {
            all.add(next.get().toString());
        }
        return all;
    }

    @Test
    void complete_plain_bytesGoOutAsTheyAreAndUnknownFieldsComeBack() {
        String answer = "{\"id\":\"x\",\"choices\":[{\"index\":0,\"logprobs\":{\"deep\":[-0.12345678901234567890]}}],"
                + "\"new_field\":{\"a\":null}}";
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json(answer));
                CloudProviders providers = open(upstream)) {

            ObjectNode completion = whole(only(providers));

            assertThat(completion.toString()).isEqualTo(answer);
            RecordingUpstream.Recorded request = upstream.requests().getFirst();
            assertThat(request.start()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(request.body()).isEqualTo(QUESTION);
        }
    }

    @Test
    void complete_plain_noHeaderBeyondWhatIsNeeded() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json("{}"));
                CloudProviders providers = open(upstream)) {
            whole(only(providers));

            assertThat(upstream.requests().getFirst().headers())
                    .containsOnlyKeys(
                            "host",
                            "connection",
                            "content-length",
                            "content-type",
                            "accept",
                            "authorization",
                            "user-agent")
                    .containsEntry("user-agent", "weir")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("accept", "application/json")
                    .containsEntry("authorization", "Bearer " + ProviderSettings.KEY);
        }
    }

    @Test
    void complete_stream_everyChunkAsItIs() {
        List<String> payloads = List.of(CHUNK.formatted("a"), CHUNK.formatted("ü😀"), LAST);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.openAiStream(payloads, Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(only(providers))) {

            assertThat(drain(chunks)).isEqualTo(payloads);
            assertThat(upstream.requests().getFirst().headers()).containsEntry("accept", "text/event-stream");
        }
    }

    @Test
    void complete_streamReadToItsEnd_connectionServesAgain() {
        List<String> payloads = List.of(CHUNK.formatted("a"), LAST);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.openAiStream(payloads, Duration.ZERO));
                CloudProviders providers = open(upstream)) {
            for (int time = 0; time < 3; time++) {
                try (ChunkStream chunks = streamed(only(providers))) {
                    drain(chunks);
                }
            }

            assertThat(upstream.requests()).hasSize(3);
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void complete_streamWithoutDoneButFinished_ends() {
        List<String> events = List.of("data: " + CHUNK.formatted("a") + "\n\n", "data: " + LAST);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.events(events, Duration.ZERO));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(only(providers))) {

            assertThat(drain(chunks)).hasSize(2);
        }
    }

    @Test
    void close_clientLeavesAfterOneChunk_upstreamSeesItWithinAFewChunks() throws InterruptedException {
        List<String> payloads = IntStream.range(0, 100)
                .mapToObj(i -> CHUNK.formatted("word " + i))
                .toList();
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.openAiStream(payloads, Duration.ofMillis(50)));
                CloudProviders providers = open(upstream)) {
            ChunkStream chunks = streamed(only(providers));
            chunks.next();

            chunks.close();

            assertThat(upstream.awaitHangUp()).isTrue();
            assertThat(upstream.eventsSent()).isLessThan(payloads.size());
        }
    }

    @Test
    void close_byAnotherThreadWhileWaiting_waitEnds() throws InterruptedException {
        List<String> events = List.of("data: " + CHUNK.formatted("a") + "\n\n");
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silentAfter(events));
                CloudProviders providers = open(upstream)) {
            ChunkStream chunks = streamed(only(providers));
            chunks.next();
            Thread reader = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(chunks::next).isInstanceOf(RuntimeException.class));

            chunks.close();
            reader.join();

            assertThat(upstream.awaitHangUp()).isTrue();
        }
    }

    @Test
    void target_configuredModel_cloudWithWhatTheWireCarries() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json("{}"));
                CloudProviders providers = open(upstream)) {
            Target target = only(providers).target();

            assertThat(target.id()).isEqualTo("big-model");
            assertThat(target.lane()).isEqualTo(Target.Lane.CLOUD);
            assertThat(target.capabilities()).contains(Target.Capability.TOOLS, Target.Capability.LOGPROBS);
            assertThat(target.available()).isTrue();
            assertThat(upstream.connectionCount()).isZero();
        }
    }
}
