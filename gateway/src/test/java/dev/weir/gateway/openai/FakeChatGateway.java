package dev.weir.gateway.openai;

import dev.weir.gateway.inference.ChatGateway;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.DecisionHeaders;
import dev.weir.gateway.inference.ListedModel;
import dev.weir.gateway.inference.PipelineReply;
import dev.weir.gateway.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Stands where the pipeline will: a test says what it answers, and sees what it was asked. */
final class FakeChatGateway implements ChatGateway {

    static final DecisionHeaders HEADERS = new DecisionHeaders("dec_1", "local", "tiny", "default@1", "easy");

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private volatile Behaviour behaviour = (_, _) -> new ChatReply.Whole(completion("Hello."));

    /** What a request led to. */
    record Asked(Caller caller, String requestId, ChatRequest request) {}

    /** How the gateway answers. */
    interface Behaviour {
        ChatReply answer(ChatRequest request, ClientPresence client);
    }

    void will(Behaviour next) {
        behaviour = next;
        asked.clear();
    }

    Asked lastAsked() throws InterruptedException {
        return asked.take();
    }

    boolean wasAsked() {
        return !asked.isEmpty();
    }

    @Override
    public PipelineReply answer(Caller caller, String requestId, ChatRequest request, ClientPresence client) {
        asked.add(new Asked(caller, requestId, request));
        return new PipelineReply(HEADERS, behaviour.answer(request, client));
    }

    @Override
    public List<ListedModel> models() {
        return List.of(
                new ListedModel("auto", "weir", Instant.ofEpochSecond(1_700_000_000)),
                new ListedModel("maker/tiny", "maker", Instant.ofEpochSecond(1_700_000_001)));
    }

    static ObjectNode completion(String text) {
        ObjectNode completion = WireJson.emptyObject();
        completion.put("id", "chatcmpl-1");
        completion.put("object", "chat.completion");
        completion.putArray("choices").addObject().putObject("message").put("content", text);
        return completion;
    }

    static ObjectNode chunk(String text) {
        ObjectNode chunk = WireJson.emptyObject();
        chunk.put("object", "chat.completion.chunk");
        chunk.putArray("choices").addObject().putObject("delta").put("content", text);
        return chunk;
    }

    /** A stream that a test feeds, and of which it sees whether it was closed. */
    static final class FedStream implements ChunkStream {

        private final BlockingQueue<Supplier<Optional<ObjectNode>>> chunks = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        static FedStream of(String... texts) {
            FedStream stream = new FedStream();
            List.of(texts).forEach(stream::feed);
            return stream;
        }

        FedStream feed(String text) {
            chunks.add(() -> Optional.of(chunk(text)));
            return this;
        }

        FedStream end() {
            chunks.add(Optional::empty);
            return this;
        }

        /** After what was fed so far, {@code next} throws. */
        FedStream fail(RuntimeException with) {
            chunks.add(() -> {
                throw with;
            });
            return this;
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public Optional<ObjectNode> next() {
            try {
                return chunks.take().get();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            closed = true;
            chunks.add(Optional::empty);
        }
    }
}
