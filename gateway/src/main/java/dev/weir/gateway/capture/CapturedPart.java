package dev.weir.gateway.capture;

import dev.weir.policy.Capture;
import java.time.Instant;

/**
 * What is known of one part of a decision's content.
 *
 * @param number of its row
 * @param sealed whether it is encrypted
 * @param subject fingerprint of the person it is about
 * @param bytes as stored
 */
public record CapturedPart(
        long number,
        String decisionId,
        Part part,
        Capture mode,
        boolean sealed,
        String subject,
        Instant capturedAt,
        long bytes,
        State state) {

    /** What became of the content. */
    public enum State {
        /** It is there. */
        KEPT,
        /** Its time was up. */
        EXPIRED,
        /** The person it was about was erased. */
        ERASED
    }
}
