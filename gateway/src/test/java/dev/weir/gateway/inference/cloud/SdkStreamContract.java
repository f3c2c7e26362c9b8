package dev.weir.gateway.inference.cloud;

import static dev.weir.gateway.inference.cloud.AnthropicExchanges.QUESTION;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.drain;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.streamed;
import static dev.weir.gateway.inference.cloud.AnthropicExchanges.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChunkStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every provider behind a vendor's SDK once an answer breaks off, or nobody wants it any more. */
abstract class SdkStreamContract {

    final ProviderSettings settings = new ProviderSettings();

    abstract CloudProperties.Kind kind();

    /** Events of an answer that isn't complete. */
    abstract List<String> beginning();

    final CloudProviders open(RecordingUpstream upstream) {
        return settings.open(kind(), upstream.address());
    }

    @Test
    void next_resetInMidStream_upstreamErrorWithoutContent() {
        assertBreaksOff(UpstreamReply.resetAfter(beginning()));
    }

    @Test
    void next_endsEarly_upstreamErrorWithoutContent() {
        assertBreaksOff(UpstreamReply.events(beginning(), Duration.ZERO));
    }

    private void assertBreaksOff(UpstreamReply reply) {
        try (RecordingUpstream upstream = RecordingUpstream.start(reply);
                CloudProviders providers = open(upstream);
                ChunkStream chunks = streamed(providers, QUESTION)) {
            assertThatThrownBy(() -> drain(chunks)).isInstanceOfSatisfying(GatewayException.class, broken -> {
                assertThat(broken.code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
                assertThat(broken.text()).doesNotContain("Jane", "Hel", "w0", ProviderSettings.KEY);
            });
        }
    }

    @Test
    void close_inMidStream_upstreamSeesIt() throws InterruptedException {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silentAfter(beginning()));
                CloudProviders providers = open(upstream)) {
            ChunkStream chunks = streamed(providers, QUESTION);
            chunks.next();

            chunks.close();

            assertThat(upstream.awaitHangUp()).isTrue();
        }
    }

    @Test
    void complete_silence_timesOut() {
        settings.answerTimeout = Duration.ofMillis(300);
        settings.firstTokenTimeout = Duration.ofMillis(300);
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.silence());
                CloudProviders providers = open(upstream)) {
            for (Runnable call : List.<Runnable>of(
                    () -> whole(providers, QUESTION),
                    () -> streamed(providers, QUESTION).close())) {
                assertThatThrownBy(call::run)
                        .isInstanceOfSatisfying(
                                GatewayException.class,
                                late -> assertThat(late.code()).isEqualTo(GatewayErrorCode.UPSTREAM_TIMEOUT));
            }
        }
    }
}
