package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.ClearedFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class UpstreamFailureTest {

    private static final String PRIVATE = "Jane Doe 4111";
    private static final String QUESTION = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + PRIVATE + "\"}]}";
    private static final String EVENT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";

    private final ProviderSettings settings = new ProviderSettings();

    /** What a failing call ends in. The error and everything behind it must show neither key nor content. */
    private GatewayException failureOf(UpstreamReply reply, boolean stream) {
        try (RecordingUpstream upstream = RecordingUpstream.start(reply);
                CloudProviders providers = settings.open(CloudProperties.Kind.OPENAI, upstream.address() + "/v1")) {
            return failureOf(providers.all().getFirst(), stream);
        }
    }

    private static GatewayException failureOf(CloudProvider provider, boolean stream) {
        GatewayException failure = Assertions.catchThrowableOfType(GatewayException.class, () -> {
            ChatReply reply = provider.complete(ClearedFixture.of(QUESTION), stream, ClientPresence.UNKNOWN);
            if (reply instanceof ChatReply.Streamed(ChunkStream chunks)) {
                readAll(chunks);
            }
        });
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(ProviderSettings.KEY, PRIVATE);
        return failure;
    }

    private static void readAll(ChunkStream chunks) {
        try (chunks) {
            while (chunks.next().isPresent()) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, UPSTREAM_ERROR",
        "403, UPSTREAM_ERROR",
        "404, UPSTREAM_ERROR",
        "413, INVALID_REQUEST",
        "422, INVALID_REQUEST",
        "429, UPSTREAM_UNAVAILABLE",
        "500, UPSTREAM_ERROR",
        "503, UPSTREAM_ERROR",
        "529, UPSTREAM_ERROR"
    })
    void complete_errorStatus_mappedWithCodeAndWithoutTheProvidersWords(int status, GatewayErrorCode code) {
        String body =
                "{\"error\":{\"message\":\"" + PRIVATE + " " + ProviderSettings.KEY + "\",\"code\":\"odd_code\"}}";

        GatewayException failure = failureOf(UpstreamReply.status(status, Map.of(), body), false);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.text()).contains("HTTP " + status, "`odd_code`", "`test`");
    }

    @Test
    void complete_codeThatQuotesTheRequest_leftOut() {
        String body = "{\"error\":{\"code\":\"" + PRIVATE + "\"}}";

        GatewayException failure = failureOf(UpstreamReply.status(400, Map.of(), body), false);

        assertThat(failure.text()).endsWith("(HTTP 400)");
    }

    @Test
    void complete_windowExceeded_keepsItsMeaning() {
        String body = "{\"error\":{\"code\":\"context_length_exceeded\"}}";

        assertThat(failureOf(UpstreamReply.status(400, Map.of(), body), true).code())
                .isEqualTo(GatewayErrorCode.CONTEXT_LENGTH_EXCEEDED);
    }

    @Test
    void complete_rateLimitedForLong_clientToldHowLong() {
        UpstreamReply reply = UpstreamReply.status(429, Map.of("retry-after", "120"), "{}");

        assertThat(failureOf(reply, false).retryAfter()).contains(Duration.ofMinutes(2));
    }

    @Test
    void complete_redirect_notFollowed() {
        try (RecordingUpstream elsewhere = RecordingUpstream.start(UpstreamReply.json("{}"))) {
            UpstreamReply reply = UpstreamReply.status(307, Map.of("location", elsewhere.address() + "/x"), "{}");

            assertThat(failureOf(reply, false).code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
            assertThat(elsewhere.connectionCount()).isZero();
        }
    }

    @Test
    void complete_nobodyListens_unavailable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (CloudProviders providers = settings.open(CloudProperties.Kind.OPENAI, "http://127.0.0.1:" + port)) {
            assertThat(failureOf(providers.all().getFirst(), false).code())
                    .isEqualTo(GatewayErrorCode.UPSTREAM_UNAVAILABLE);
        }
    }

    @Test
    void complete_noFirstToken_timeoutSaysWhat() {
        settings.firstTokenTimeout = Duration.ofMillis(300);

        GatewayException failure = failureOf(UpstreamReply.silence(), true);

        assertThat(failure.code()).isEqualTo(GatewayErrorCode.UPSTREAM_TIMEOUT);
        assertThat(failure.text()).contains("sent no answer within 300 ms");
    }

    @Test
    void complete_commentsButNoFirstToken_timeoutAllTheSame() {
        settings.firstTokenTimeout = Duration.ofMillis(300);
        UpstreamReply dripping =
                UpstreamReply.events(Collections.nCopies(600, ": still here\n\n"), Duration.ofMillis(20));

        assertThat(failureOf(dripping, true).code()).isEqualTo(GatewayErrorCode.UPSTREAM_TIMEOUT);
    }

    @Test
    void complete_wholeAnswerTooSlow_timeout() {
        settings.answerTimeout = Duration.ofMillis(300);

        assertThat(failureOf(UpstreamReply.silence(), false).code()).isEqualTo(GatewayErrorCode.UPSTREAM_TIMEOUT);
    }

    @Test
    void next_streamFallsSilent_timeout() {
        settings.idleTimeout = Duration.ofMillis(300);

        GatewayException failure = failureOf(UpstreamReply.silentAfter(List.of(EVENT)), true);

        assertThat(failure.code()).isEqualTo(GatewayErrorCode.UPSTREAM_TIMEOUT);
        assertThat(failure.text()).contains("sent nothing for 300 ms");
    }

    @Test
    void next_resetInMidStream_error() {
        assertThat(failureOf(UpstreamReply.resetAfter(List.of(EVENT, EVENT)), true)
                        .code())
                .isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
    }

    @Test
    void next_streamEndsWithoutAFinishReason_error() {
        GatewayException failure = failureOf(UpstreamReply.events(List.of(EVENT), Duration.ZERO), true);

        assertThat(failure.code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
        assertThat(failure.text()).contains("before the answer was complete");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"error\":{\"code\":\"boom\"}}|`boom`", "Jane Doe|no JSON", "[1]|no JSON"})
    void next_badEvent_error(String payload, String words) {
        UpstreamReply reply =
                UpstreamReply.openAiStream(List.of(EVENT.substring(6).strip(), payload), Duration.ZERO);

        GatewayException failure = failureOf(reply, true);

        assertThat(failure.code()).isEqualTo(GatewayErrorCode.UPSTREAM_ERROR);
        assertThat(failure.text()).contains(words).doesNotContain("Jane");
    }

    @Test
    void complete_plainAnswerToAStreamRequest_error() {
        assertThat(failureOf(UpstreamReply.json("{}"), true).text()).contains("asked for a stream");
    }

    @Test
    void complete_answerAboveTheLimit_error() {
        settings.maxAnswerSize = DataSize.ofKilobytes(4);
        String large = "{\"x\":\"" + "y".repeat(5000) + "\"}";

        assertThat(failureOf(UpstreamReply.json(large), false).text()).contains("above the limit");
    }
}
