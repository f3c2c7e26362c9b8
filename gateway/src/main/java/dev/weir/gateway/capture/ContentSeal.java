package dev.weir.gateway.capture;

import dev.weir.policy.Capture;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Turns content into what is stored, and back. Sealed, it is bound to its decision, part and mode. What isn't sealed has 16
 * random bytes before it, so that its hash, which stays on record, says nothing once it is gone. Thread-safe.
 */
final class ContentSeal {

    private static final int SALT = 16;

    private final CapturedContents contents;
    private final DataKeys keys;
    private final AesGcm cipher;
    private final SecureRandom random;

    ContentSeal(CapturedContents contents, DataKeys keys, SecureRandom random) {
        this.contents = contents;
        this.keys = keys;
        this.cipher = new AesGcm(random);
        this.random = random;
    }

    /** Whether there is a master key, so that everything is sealed. */
    boolean seals() {
        return keys.canSeal();
    }

    /** What is stored; empty where it must be sealed and there is no master key. */
    Optional<byte[]> seal(Content content, byte[] text) {
        if (seals()) {
            SecretKey key = keyOf(content.subject());
            byte[] context = context(content.decisionId(), content.part(), content.mode());
            return Optional.of(cipher.seal(key, text, context));
        }
        if (content.mode() == Capture.ENCRYPTED) {
            return Optional.empty();
        }
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] salted = Arrays.copyOf(salt, SALT + text.length);
        System.arraycopy(text, 0, salted, SALT, text.length);
        return Optional.of(salted);
    }

    private SecretKey keyOf(String subject) {
        return find(subject).orElseGet(() -> {
            DataKeys.Placed made = keys.create(subject);
            contents.place(subject, made.slot());
            return made.key();
        });
    }

    private Optional<SecretKey> find(String subject) {
        return contents.slot(subject).flatMap(slot -> keys.find(subject, slot));
    }

    /** Whether what is needed to open a content is there. */
    boolean hasKey(CapturedPart content) {
        return !content.sealed() || find(content.subject()).isPresent();
    }

    /** Empty where the key is gone, or the bytes aren't those that were sealed for this decision and part. */
    Optional<String> open(CapturedPart content, byte[] stored) {
        Optional<byte[]> text = content.sealed()
                ? find(content.subject())
                        .flatMap(key ->
                                cipher.open(key, stored, context(content.decisionId(), content.part(), content.mode())))
                : Optional.of(stored)
                        .filter(bytes -> bytes.length >= SALT)
                        .map(bytes -> Arrays.copyOfRange(bytes, SALT, bytes.length));
        return text.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] context(String decisionId, Part part, Capture mode) {
        return ("weir captured content\0" + decisionId + "\0" + part + "\0" + mode).getBytes(StandardCharsets.UTF_8);
    }
}
