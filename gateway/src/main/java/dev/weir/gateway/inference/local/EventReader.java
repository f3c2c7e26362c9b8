package dev.weir.gateway.inference.local;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.local.ChoiceEvents.ChoiceEvent;
import dev.weir.localmodels.GenerationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads choice events for a request: an interrupt cancels every generation and ends in an exception. */
record EventReader(ChoiceEvents events) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    ChoiceEvent next() {
        try {
            return events.next();
        } catch (InterruptedException e) {
            events.close();
            Thread.currentThread().interrupt();
            throw GatewayException.causedBy(e, GatewayErrorCode.INTERNAL_ERROR, "the request was cancelled");
        }
    }

    /** Cancels what still runs and says that the answer is incomplete. */
    GatewayException brokenOff(GenerationEvent.Failed failed) {
        events.close();
        LOG.warn("a local generation failed: {}", failed.cause());
        return GatewayException.of(
                GatewayErrorCode.INTERNAL_ERROR,
                "the local model could not finish its answer; try again, and see the gateway's log if it stays so");
    }

    @Override
    public void close() {
        events.close();
    }
}
