package dev.weir.gateway.inference.cloud;

import java.util.List;
import org.springframework.ai.chat.model.ChatResponse;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a stream from Anthropic, whose last event says why it ends. */
final class AnthropicChunks implements ChunkMaker {

    private final AnthropicReplies replies;
    private boolean begun;
    private boolean complete;

    AnthropicChunks(AnthropicReplies replies) {
        this.replies = replies;
    }

    @Override
    public List<ObjectNode> next(ChatResponse response) {
        begun = true;
        complete = AnthropicReplies.isLast(response);
        return replies.chunks(response);
    }

    @Override
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public List<ObjectNode> end() {
        throw new UpstreamFailure(
                UpstreamFailure.Kind.BROKEN, "the provider ended its stream before the answer was complete");
    }
}
