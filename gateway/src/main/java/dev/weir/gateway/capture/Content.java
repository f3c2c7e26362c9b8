package dev.weir.gateway.capture;

import dev.weir.policy.Capture;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Content that is to be kept.
 *
 * @param mode {@code MASKED} or {@code ENCRYPTED}
 * @param subject fingerprint of the person it is about
 * @param weight what it takes of memory while it waits, in bytes
 * @param text what is to be stored, in UTF-8; asked for once, on another thread. Empty where it can't be masked
 */
public record Content(
        String decisionId, Part part, Capture mode, String subject, long weight, Supplier<Optional<byte[]>> text) {}
