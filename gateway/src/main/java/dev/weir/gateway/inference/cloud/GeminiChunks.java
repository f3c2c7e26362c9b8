package dev.weir.gateway.inference.cloud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a stream from Gemini, whose end alone tells that the answer is complete. */
final class GeminiChunks implements ChunkMaker {

    private final GeminiTransport transport;
    private final CompletionObjects objects;
    private @Nullable ChatResponse last;
    private int calls;

    GeminiChunks(GeminiTransport transport, CompletionObjects objects) {
        this.transport = transport;
        this.objects = objects;
    }

    @Override
    public List<ObjectNode> next(ChatResponse response) {
        if (!response.getResults().isEmpty()) {
            last = response;
        }
        List<ObjectNode> chunks = new ArrayList<>();
        String text = GeminiReplies.text(response);
        if (!text.isEmpty()) {
            chunks.add(objects.text(text));
        }
        for (ToolCall call : GeminiReplies.calls(response)) {
            chunks.add(objects.call(calls++, call));
        }
        return chunks;
    }

    @Override
    public boolean hasBegun() {
        return last != null;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public List<ObjectNode> end() {
        transport.requireEnd();
        if (last == null) {
            throw new UpstreamFailure(UpstreamFailure.Kind.BROKEN, "the provider's stream has no answer");
        }
        return List.of(
                objects.closing(GeminiReplies.finishReason(GeminiReplies.reason(last), calls > 0)),
                objects.usage(GeminiReplies.count(last.getMetadata().getUsage())));
    }
}
