package dev.weir.gateway.audit;

/** Fingerprints under the log's own key: the same for the same text, and without the key no way back. Thread-safe. */
@FunctionalInterface
public interface Fingerprints {

    /** HMAC-SHA-256, cut to 16 bytes, as 32 hexadecimal digits. */
    String of(String text);
}
