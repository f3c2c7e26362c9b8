package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChunkStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a stream that comes through Spring AI. */
final class SdkChunkStream implements ChunkStream {

    private final SdkCall call;
    private final ChunkMaker maker;
    private final ResponseQueue responses = new ResponseQueue();
    private final Deque<ObjectNode> ready = new ArrayDeque<>();
    private boolean finished;

    private SdkChunkStream(SdkCall call, ChunkMaker maker) {
        this.call = call;
        this.maker = maker;
    }

    /** Returns once the answer has begun. */
    static SdkChunkStream start(Flux<ChatResponse> flux, SdkCall call, ObjectNode opening, ChunkMaker maker) {
        SdkChunkStream stream = new SdkChunkStream(call, maker);
        flux.subscribe(stream.responses);
        try {
            stream.ready.add(opening);
            while (!maker.hasBegun() && !stream.finished) {
                stream.read();
            }
            call.flows();
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
        call.end();
    }

    private void read() {
        switch (responses.await()) {
            case ResponseQueue.Arrival.Next(var response) -> {
                ready.addAll(maker.next(response));
                finished = maker.isComplete();
            }
            case ResponseQueue.Arrival.End _ -> {
                ready.addAll(maker.end());
                finished = true;
            }
            case ResponseQueue.Arrival.Broken(var cause) -> throw call.failure(cause);
            case ResponseQueue.Arrival.Stopped _ -> throw UpstreamFailure.cancelled();
        }
    }
}
