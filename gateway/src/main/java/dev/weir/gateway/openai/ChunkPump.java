package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChunkStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a chunk stream on a thread of its own, so that the writer can do something while there is no chunk. A slow
 * client holds the reader up once the queue is full.
 */
final class ChunkPump implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkPump.class);
    private static final int CAPACITY = 256;
    private static final long RETRY_MILLIS = 100;

    private final ChunkStream chunks;
    private final String requestId;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean abandoned;

    private ChunkPump(ChunkStream chunks, String requestId) {
        this.chunks = chunks;
        this.requestId = requestId;
    }

    /** What comes out of a stream. */
    sealed interface Event {
        record Chunk(ObjectNode json) implements Event {}

        record Failed(GatewayException failure) implements Event {}

        record Ended() implements Event {}
    }

    static ChunkPump start(ChunkStream chunks, String requestId) {
        ChunkPump pump = new ChunkPump(chunks, requestId);
        Thread.ofVirtual().name("chunks").start(pump::run);
        return pump;
    }

    /** The next event; empty if there is none within this time. */
    Optional<Event> poll(Duration patience) throws InterruptedException {
        return Optional.ofNullable(events.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Closes the stream, and with it whatever produces the chunks. */
    @Override
    public void close() {
        abandoned = true;
        chunks.close();
    }

    private void run() {
        try {
            Event event;
            do {
                event = next();
            } while (handOver(event) && event instanceof Event.Chunk);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    private Event next() {
        try {
            return chunks.next().<Event>map(Event.Chunk::new).orElseGet(Event.Ended::new);
        } catch (GatewayException failure) {
            return new Event.Failed(failure);
        } catch (RuntimeException e) {
            if (!abandoned) {
                LOG.error(
                        "{}: a stream broke off with {}",
                        requestId,
                        e.getClass().getName());
            }
            return new Event.Failed(GatewayException.causedBy(
                    e, GatewayErrorCode.INTERNAL_ERROR, "The gateway failed in the middle of this answer."));
        }
    }

    private boolean handOver(Event event) throws InterruptedException {
        while (!abandoned) {
            if (events.offer(event, RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
