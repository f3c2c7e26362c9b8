package dev.weir.gateway.inference.cloud;

import java.util.List;
import org.springframework.ai.chat.model.ChatResponse;
import tools.jackson.databind.node.ObjectNode;

/** Turns the events of one stream, as Spring AI gives them, into chunks of OpenAI's form. For one thread. */
interface ChunkMaker {

    /** The chunks that an event becomes. */
    List<ObjectNode> next(ChatResponse response);

    /** Whether the answer has begun. */
    boolean hasBegun();

    /** Whether the answer is there to its end, though the stream goes on. */
    boolean isComplete();

    /**
     * The chunks that the stream's end becomes.
     *
     * @throws UpstreamFailure if it came too early
     */
    List<ObjectNode> end();
}
