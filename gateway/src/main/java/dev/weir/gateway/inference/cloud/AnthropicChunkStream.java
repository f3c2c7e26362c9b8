package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChunkStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a stream that comes through Spring AI. */
final class AnthropicChunkStream implements ChunkStream {

    private final SdkTransport transport;
    private final AnthropicReplies replies;
    private final ResponseQueue responses = new ResponseQueue();
    private final Deque<ObjectNode> ready = new ArrayDeque<>();
    private boolean finished;

    private AnthropicChunkStream(SdkTransport transport, AnthropicReplies replies) {
        this.transport = transport;
        this.replies = replies;
    }

    /** Returns once the first event is there. */
    static AnthropicChunkStream start(Flux<ChatResponse> flux, SdkTransport transport, AnthropicReplies replies) {
        AnthropicChunkStream stream = new AnthropicChunkStream(transport, replies);
        flux.subscribe(stream.responses);
        try {
            stream.ready.add(replies.opening());
            stream.read();
            transport.flows();
            return stream;
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    @Override
    public Optional<ObjectNode> next() {
        while (ready.isEmpty() && !finished) {
            read();
        }
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void close() {
        responses.stop();
        transport.end();
    }

    private void read() {
        switch (responses.await()) {
            case ResponseQueue.Arrival.Next(var response) -> {
                ready.addAll(replies.chunks(response));
                finished = AnthropicReplies.isLast(response);
            }
            case ResponseQueue.Arrival.End _ ->
                throw new UpstreamFailure(
                        UpstreamFailure.Kind.BROKEN, "the provider ended its stream before the answer was complete");
            case ResponseQueue.Arrival.Broken(var cause) -> throw transport.failure(cause);
            case ResponseQueue.Arrival.Stopped _ -> throw UpstreamFailure.cancelled();
        }
    }
}
