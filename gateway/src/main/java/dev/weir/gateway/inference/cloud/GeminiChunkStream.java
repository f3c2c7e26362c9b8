package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChunkStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a stream from Gemini. Read on a thread of its own, since Google's SDK blocks while it waits. */
final class GeminiChunkStream implements ChunkStream {

    private final GeminiTransport transport;
    private final CompletionObjects objects;
    private final ResponseQueue responses = new ResponseQueue();
    private final Deque<ObjectNode> ready = new ArrayDeque<>();
    private @Nullable ChatResponse last;
    private int calls;
    private boolean finished;

    private GeminiChunkStream(GeminiTransport transport, CompletionObjects objects) {
        this.transport = transport;
        this.objects = objects;
    }

    /** Returns once the first event is there. */
    static GeminiChunkStream start(Flux<ChatResponse> flux, GeminiTransport transport, CompletionObjects objects) {
        GeminiChunkStream stream = new GeminiChunkStream(transport, objects);
        flux.subscribeOn(Schedulers.fromExecutor(
                        task -> Thread.ofVirtual().name("upstream-gemini").start(task), true))
                .subscribe(stream.responses);
        try {
            stream.ready.add(objects.opening());
            while (stream.last == null && !stream.finished) {
                stream.read();
            }
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
                if (!response.getResults().isEmpty()) {
                    last = response;
                }
                String text = GeminiReplies.text(response);
                if (!text.isEmpty()) {
                    ready.add(objects.text(text));
                }
                List<ToolCall> more = GeminiReplies.calls(response);
                more.forEach(call -> ready.add(objects.call(calls++, call)));
            }
            case ResponseQueue.Arrival.End _ -> end();
            case ResponseQueue.Arrival.Broken(var cause) -> throw transport.failure(cause);
            case ResponseQueue.Arrival.Stopped _ -> throw UpstreamFailure.cancelled();
        }
    }

    private void end() {
        transport.requireEnd();
        if (last == null) {
            throw new UpstreamFailure(UpstreamFailure.Kind.BROKEN, "the provider's stream has no answer");
        }
        finished = true;
        ready.add(objects.closing(GeminiReplies.finishReason(GeminiReplies.reason(last), calls > 0)));
        ready.add(objects.usage(GeminiReplies.count(last.getMetadata().getUsage())));
    }
}
