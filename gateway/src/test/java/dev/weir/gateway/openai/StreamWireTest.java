package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.openai.FakeChatGateway.FedStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Server-sent events, byte for byte. */
class StreamWireTest extends WireTest {

    private static String event(String text) {
        return "data: " + FakeChatGateway.chunk(text) + "\n\n";
    }

    private void willStream(FedStream stream) {
        gateway.will((_, _) -> new ChatReply.Streamed(stream));
    }

    @Test
    void stream_isDataLinesAndOneDone() throws Exception {
        FedStream stream = FedStream.of("", "Hel", "lo.\nĐà 🏖").end();
        willStream(stream);

        RawHttp.Answer answer = exchange(postJson(STREAMED_HELLO, "Accept: application/json"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/event-stream;charset=utf-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        assertThat(answer.header("x-accel-buffering")).isEqualTo("no");
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(answer.header("x-weir-decision")).isEqualTo("dec_1");
        assertThat(answer.headers()).doesNotContainKeys("content-length", "content-encoding");
        assertThat(answer.text()).isEqualTo(event("") + event("Hel") + event("lo.\nĐà 🏖") + "data: [DONE]\n\n");
        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void events_arriveOneByOne() throws Exception {
        FedStream stream = FedStream.of("one");
        willStream(stream);
        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(STREAMED_HELLO)).readHead();

            assertThat(nextEvent(connection)).isEqualTo(event("one"));
            stream.feed("two");
            assertThat(nextEvent(connection)).isEqualTo(event("two"));
            stream.end();
            assertThat(nextEvent(connection)).isEqualTo("data: [DONE]\n\n");
            assertThat(connection.chunk()).isEmpty();
        }
    }

    private static String nextEvent(RawHttp connection) throws Exception {
        String text = ": keep-alive\n\n";
        while (text.equals(": keep-alive\n\n")) {
            text = connection.chunk().orElse("");
        }
        return text;
    }

    @Test
    void silence_isFilledWithComments() throws Exception {
        FedStream stream = FedStream.of("one");
        willStream(stream);
        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(STREAMED_HELLO)).readHead();

            assertThat(connection.chunk()).contains(event("one"));
            assertThat(connection.chunk()).contains(": keep-alive\n\n");
            assertThat(connection.chunk()).contains(": keep-alive\n\n");
            stream.end();
        }
    }

    @Test
    void connection_servesTheNextRequestAfterAStream() throws Exception {
        willStream(FedStream.of("one").end());
        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(STREAMED_HELLO)).read();
            answerPlainly();

            assertThat(connection.send(postJson(HELLO)).read().status()).isEqualTo(200);
        }
    }

    @Test
    void failureBeforeTheFirstChunk_isAPlainError() throws Exception {
        FedStream stream =
                new FedStream().fail(GatewayException.of(GatewayErrorCode.UPSTREAM_TIMEOUT, "The provider is slow."));
        willStream(stream);

        RawHttp.Answer answer = exchange(postJson(STREAMED_HELLO, "Accept: text/event-stream"));

        assertError(answer, 504, "upstream_timeout");
        assertThat(answer.header("x-weir-decision")).isEqualTo("dec_1");
        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void invalidStreamingRequest_isAPlainError() throws Exception {
        assertError(
                exchange(postJson("{\"model\":\"auto\",\"stream\":true,\"messages\":[]}", "Accept: text/event-stream")),
                400,
                "invalid_request");
    }

    @Test
    void failureInTheMiddle_isOneErrorEventAndTheEnd() throws Exception {
        willStream(
                FedStream.of("one").fail(GatewayException.of(GatewayErrorCode.UPSTREAM_ERROR, "The provider failed.")));

        RawHttp.Answer answer = exchange(postJson(STREAMED_HELLO));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(event("one")
                        + "data: {\"error\":{\"message\":\"The provider failed.\",\"type\":\"server_error\","
                        + "\"param\":null,\"code\":\"upstream_error\"}}\n\n");
    }

    @Test
    void unforeseenFailureInTheMiddle_tellsNoDetails() throws Exception {
        willStream(FedStream.of("one").fail(new IllegalStateException("a secret")));

        RawHttp.Answer answer = exchange(postJson(STREAMED_HELLO));

        assertThat(answer.text()).contains("internal_error").doesNotContain("secret", "Exception", "[DONE]");
    }

    @Test
    void manyStreams_eachGetTheirOwnText() throws Exception {
        int streams = 48;
        gateway.will((request, _) -> new ChatReply.Streamed(
                FedStream.of("", request.messages().getFirst().text()).end()));

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, streams)
                    .<Future<RawHttp.Answer>>mapToObj(i ->
                            pool.submit(() -> exchange(postJson(STREAMED_HELLO.replace("Hi", "text-" + i + "-")))))
                    .toList();
            for (int i = 0; i < streams; i++) {
                assertThat(answers.get(i).get().text())
                        .contains("text-" + i + "-")
                        .endsWith("data: [DONE]\n\n");
            }
        }
    }

    @Test
    void emptyStream_isDoneAtOnce() throws Exception {
        willStream(new FedStream().end().end());

        assertThat(Optional.of(exchange(postJson(STREAMED_HELLO)).text())).contains("data: [DONE]\n\n");
    }
}
