package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudFault;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.Cleared;
import dev.weir.policy.outbound.ClearedFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudResilienceTest {

    private static final Cleared BODY = ClearedFixture.of("{}");
    private static final String EVENT = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]}\n\n";

    private final ProviderSettings settings = new ProviderSettings();

    private CloudProviders open(RecordingUpstream upstream) {
        return settings.open(CloudProperties.Kind.OPENAI, upstream.address());
    }

    private static void fail(CloudProvider provider) {
        assertThatThrownBy(() -> provider.complete(BODY, false, ClientPresence.UNKNOWN))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void complete_busyWithRetryAfter_triedAgain() {
        settings.attempts = 3;
        try (RecordingUpstream upstream = RecordingUpstream.start(
                        UpstreamReply.status(429, Map.of("retry-after-ms", "5"), "{}"),
                        UpstreamReply.status(503, Map.of("retry-after", "0"), "{}"),
                        UpstreamReply.json("{\"ok\":true}"));
                CloudProviders providers = open(upstream)) {

            ChatReply reply = providers.all().getFirst().complete(BODY, false, ClientPresence.UNKNOWN);

            assertThat(((ChatReply.Whole) reply).completion().path("ok").asBoolean())
                    .isTrue();
            assertThat(upstream.requests()).hasSize(3);
        }
    }

    @Test
    void complete_waitAskedForTooLong_notTriedAgain() {
        settings.attempts = 3;
        settings.longestWait = Duration.ofSeconds(1);
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.status(429, Map.of("retry-after", "2"), "{}"));
                CloudProviders providers = open(upstream)) {
            fail(providers.all().getFirst());

            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 500, 502, 503, 504})
    void complete_mayHaveBeenBilledOrCannotHelp_notTriedAgain(int status) {
        settings.attempts = 3;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.status(status, Map.of(), "{}"));
                CloudProviders providers = open(upstream)) {
            fail(providers.all().getFirst());

            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void complete_providerTakesIdempotencyKeys_triedAgainUnderTheSameKey(int status) {
        settings.attempts = 3;
        settings.idempotencyKeys = true;
        try (RecordingUpstream upstream = RecordingUpstream.start(
                        UpstreamReply.status(status, Map.of(), "{}"),
                        UpstreamReply.resetAfter(List.of()),
                        UpstreamReply.json("{\"ok\":true}"),
                        UpstreamReply.json("{\"ok\":true}"));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            provider.complete(BODY, false, ClientPresence.UNKNOWN);
            provider.complete(BODY, false, ClientPresence.UNKNOWN);

            List<String> keys = upstream.requests().stream()
                    .map(request -> String.valueOf(request.headers().get("idempotency-key")))
                    .toList();
            assertThat(keys).hasSize(4).doesNotContain("null");
            assertThat(keys.subList(0, 3)).containsOnly(keys.getFirst());
            assertThat(keys.getLast()).isNotEqualTo(keys.getFirst());
        }
    }

    @Test
    void next_streamBreaksOffAfterItsFirstEvent_notTriedAgainEvenWithAKey() {
        settings.attempts = 3;
        settings.idempotencyKeys = true;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.resetAfter(List.of(EVENT)));
                CloudProviders providers = open(upstream);
                ChunkStream chunks = stream(providers.all().getFirst())) {
            assertThatThrownBy(() -> {
                        chunks.next();
                        chunks.next();
                    })
                    .isInstanceOf(GatewayException.class);

            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @Test
    void complete_askedMoreOftenThanAllowed_refusedWithoutAsking() {
        settings.requestsPerMinute = 2;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json("{}"));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            int refused = 0;
            for (int call = 0; call < 200; call++) {
                try {
                    provider.complete(BODY, false, ClientPresence.UNKNOWN);
                } catch (GatewayException failure) {
                    assertThat(failure.code()).isEqualTo(GatewayErrorCode.UPSTREAM_UNAVAILABLE);
                    assertThat(failure.retryAfter()).isPresent();
                    assertThat(CloudFault.mayBeBilled(failure)).isFalse();
                    refused++;
                }
            }

            // a slow machine may see a minute or two pass
            assertThat(upstream.requests()).hasSize(200 - refused);
            assertThat(refused).isPositive();
            assertThat(provider.target().available()).isTrue();
        }
    }

    @Test
    void complete_clientGoneBefore_nothingSent() {
        Client client = new Client();
        client.leave();
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json("{}"));
                CloudProviders providers = open(upstream)) {
            assertThatThrownBy(() -> providers.all().getFirst().complete(BODY, false, client))
                    .isInstanceOf(GatewayException.class);

            assertThat(upstream.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void complete_clientLeavesWhileTheProviderThinks_callEndsAndIsNotRepeated(boolean stream)
            throws InterruptedException {
        settings.attempts = 3;
        settings.idempotencyKeys = true;
        Client client = new Client();
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silence());
                CloudProviders providers = open(upstream)) {
            Thread caller = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(
                                    () -> providers.all().getFirst().complete(BODY, stream, client))
                            .isInstanceOf(GatewayException.class));
            while (upstream.requests().isEmpty()) {
                Thread.sleep(5);
            }

            client.leave();
            caller.join();

            assertThat(upstream.awaitHangUp()).isTrue();
            assertThat(upstream.requests()).hasSize(1);
            assertThat(providers.all().getFirst().target().available()).isTrue();
        }
    }

    /** A client that leaves when told to. */
    private static final class Client implements ClientPresence {

        private final List<Runnable> actions = new CopyOnWriteArrayList<>();
        private volatile boolean gone;

        void leave() {
            gone = true;
            actions.forEach(Runnable::run);
        }

        @Override
        public boolean gone() {
            return gone;
        }

        @Override
        public void onGone(Runnable action) {
            actions.add(action);
            if (gone) {
                action.run();
            }
        }
    }

    @Test
    void complete_timeout_notTriedAgain() {
        settings.attempts = 3;
        settings.answerTimeout = Duration.ofMillis(200);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silence());
                CloudProviders providers = open(upstream)) {
            fail(providers.all().getFirst());

            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @Test
    void complete_failsAgainAndAgain_breakerOpensAndTargetIsUnavailable() {
        settings.minimumCalls = 3;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.status(500, Map.of(), "{}"));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            for (int call = 0; call < 3; call++) {
                assertThat(provider.target().available()).isTrue();
                fail(provider);
            }

            assertThat(provider.target().available()).isFalse();
            assertThatThrownBy(() -> provider.complete(BODY, false, ClientPresence.UNKNOWN))
                    .asInstanceOf(type(GatewayException.class))
                    .extracting(GatewayException::code)
                    .isEqualTo(GatewayErrorCode.UPSTREAM_UNAVAILABLE);
            assertThat(upstream.requests()).hasSize(3);
        }
    }

    @Test
    void complete_breakerWaitedLongEnough_availableAgain() throws InterruptedException {
        settings.minimumCalls = 1;
        settings.openFor = Duration.ofMillis(100);
        try (RecordingUpstream upstream =
                        RecordingUpstream.start(UpstreamReply.status(500, Map.of(), "{}"), UpstreamReply.json("{}"));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            fail(provider);

            while (!provider.target().available()) {
                Thread.sleep(10);
            }

            assertThat(provider.complete(BODY, false, ClientPresence.UNKNOWN)).isInstanceOf(ChatReply.Whole.class);
        }
    }

    @Test
    void complete_callersFault_breakerStaysClosed() {
        settings.minimumCalls = 2;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.status(400, Map.of(), "{}"));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            for (int call = 0; call < 5; call++) {
                fail(provider);
            }

            assertThat(provider.target().available()).isTrue();
        }
    }

    @Test
    void next_streamsBreakOff_breakerOpens() {
        settings.minimumCalls = 2;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.resetAfter(List.of(EVENT)));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            for (int call = 0; call < 2; call++) {
                try (ChunkStream chunks = stream(provider)) {
                    assertThatThrownBy(() -> {
                                chunks.next();
                                chunks.next();
                            })
                            .isInstanceOf(GatewayException.class);
                }
            }

            assertThat(provider.target().available()).isFalse();
        }
    }

    @Test
    void close_clientsLeave_breakerStaysClosed() {
        settings.minimumCalls = 2;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silentAfter(List.of(EVENT)));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            for (int call = 0; call < 4; call++) {
                stream(provider).close();
            }

            assertThat(provider.target().available()).isTrue();
        }
    }

    @Test
    void complete_bulkheadFullOfStreams_refusedUntilOneCloses() {
        settings.maxConcurrent = 1;
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silentAfter(List.of(EVENT)));
                CloudProviders providers = open(upstream)) {
            CloudProvider provider = providers.all().getFirst();
            ChunkStream first = stream(provider);

            assertThatThrownBy(() -> provider.complete(BODY, true, ClientPresence.UNKNOWN))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("as many requests");
            first.close();
            stream(provider).close();

            assertThat(upstream.requests()).hasSize(2);
        }
    }

    private static ChunkStream stream(CloudProvider provider) {
        return ((ChatReply.Streamed) provider.complete(BODY, true, ClientPresence.UNKNOWN)).chunks();
    }
}
