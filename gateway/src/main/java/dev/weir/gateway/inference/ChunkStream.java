package dev.weir.gateway.inference;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chunks of one streamed answer, read by one thread.
 *
 * <p>Closing before the end cancels whatever produces them. {@code close} may be called by any thread and more than
 * once.
 */
public interface ChunkStream extends AutoCloseable {

    /**
     * Waits for the next {@code chat.completion.chunk}; empty at the end. {@code [DONE]} is no chunk.
     *
     * @throws dev.weir.gateway.error.GatewayException if the answer broke off
     */
    Optional<ObjectNode> next();

    @Override
    void close();
}
