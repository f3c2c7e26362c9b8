package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChunkStream;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A provider's stream whose end is told to the breaker and gives its place in the bulkhead back. */
final class GuardedChunkStream implements ChunkStream {

    private final ChunkStream chunks;
    private final CloudResilience.Tally tally;
    private final CloudResilience.Place place;

    GuardedChunkStream(ChunkStream chunks, CloudResilience.Tally tally, CloudResilience.Place place) {
        this.chunks = chunks;
        this.tally = tally;
        this.place = place;
    }

    @Override
    public Optional<ObjectNode> next() {
        try {
            Optional<ObjectNode> chunk = chunks.next();
            if (chunk.isEmpty()) {
                tally.succeeded();
            }
            return chunk;
        } catch (UpstreamFailure failure) {
            tally.failed(failure);
            throw failure.toGatewayException();
        }
    }

    @Override
    public void close() {
        try {
            chunks.close();
        } finally {
            tally.abandoned();
            place.leave();
        }
    }
}
