package dev.weir.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.openai.FakeChatGateway.FedStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that leave: their work must end, and nobody else's. */
class DisconnectTest extends WireTest {

    @Test
    void clientLeavesASilentStream_streamIsClosed() throws Exception {
        FedStream stream = FedStream.of("one");
        gateway.will((_, _) -> new ChatReply.Streamed(stream));

        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(STREAMED_HELLO)).readHead();
            connection.chunk();
        }

        awaitClosed(stream);
    }

    @Test
    void clientLeavesABusyStream_streamIsClosed() throws Exception {
        FedStream stream = FedStream.of("one");
        gateway.will((_, _) -> new ChatReply.Streamed(stream));
        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(STREAMED_HELLO)).readHead();
            connection.chunk();
        }

        while (!stream.isClosed()) {
            stream.feed("more");
            Thread.onSpinWait();
        }

        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void clientLeavesWhileItWaits_pipelineIsTold() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        gateway.will((_, client) -> {
            client.onGone(told::countDown);
            waiting.countDown();
            awaitUninterrupted(told);
            throw GatewayException.of(GatewayErrorCode.OVERLOADED, "Cancelled.");
        });

        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(HELLO));
            waiting.await();
        }

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clientThatPipelinesItsNextRequest_isNotGone() throws Exception {
        gateway.will((_, client) -> {
            CountDownLatch told = new CountDownLatch(1);
            client.onGone(told::countDown);
            pause(told);
            return new ChatReply.Whole(FakeChatGateway.completion(client.gone() ? "gone" : "here"));
        });

        try (RawHttp connection = RawHttp.connect(port)) {
            connection.send(postJson(HELLO)).send(postJson(HELLO));

            assertThat(connection.read().text()).contains("here");
            assertThat(connection.read().text()).contains("here");
        }
    }

    @Test
    void clientThatWaits_isNotGoneAndItsConnectionStaysUsable() throws Exception {
        gateway.will((_, client) -> {
            CountDownLatch told = new CountDownLatch(1);
            client.onGone(told::countDown);
            pause(told);
            return new ChatReply.Whole(FakeChatGateway.completion(client.gone() ? "gone" : "here"));
        });

        try (RawHttp connection = RawHttp.connect(port)) {
            for (int i = 0; i < 5; i++) {
                assertThat(connection.send(postJson(HELLO)).read().text()).contains("here");
            }
        }
    }

    /** Long enough for several looks at the connection, unless the client is found gone before. */
    private static void pause(CountDownLatch told) {
        try {
            boolean early = told.await(150, TimeUnit.MILLISECONDS);
            assertThat(early).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitClosed(FedStream stream) throws InterruptedException {
        while (!stream.isClosed()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
