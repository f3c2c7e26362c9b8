package dev.weir.gateway.admin;

import dev.weir.gateway.capture.CapturedPart;
import java.time.Instant;

/**
 * That a part of a decision's content was captured, as JSON. None of the content.
 *
 * @param part {@code request} or {@code answer}
 * @param mode {@code masked} or {@code encrypted}
 * @param bytes as stored
 * @param state {@code kept}, {@code expired} or {@code erased}
 */
record CapturedView(String part, String mode, Instant capturedAt, long bytes, String state) {

    static CapturedView of(CapturedPart part) {
        return new CapturedView(
                part.part().written(),
                part.mode().written(),
                part.capturedAt(),
                part.bytes(),
                DecisionSummary.lowerCase(part.state()));
    }
}
