package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import java.util.Optional;

/** Why the gateway itself may have ended an exchange: it was late, or nobody waits for it any more. Thread-safe. */
record Ending(Deadline deadline, ClientPresence presence) {

    /** What ended the exchange on our side; empty where it was the provider or the network. */
    Optional<UpstreamFailure> ofOurs(String provider) {
        if (presence.gone() || Thread.currentThread().isInterrupted()) {
            return Optional.of(UpstreamFailure.cancelled());
        }
        return deadline.passed().map(late -> new UpstreamFailure(Kind.TIMEOUT, "provider `" + provider + "` " + late));
    }
}
