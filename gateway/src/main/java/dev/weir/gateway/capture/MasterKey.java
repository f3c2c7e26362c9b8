package dev.weir.gateway.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that the keys of content are wrapped under. It comes from outside, so that whoever has the data directory or the
 * database alone can read no content. Doesn't print itself. Thread-safe.
 */
final class MasterKey {

    static final String VARIABLE = "WEIR_CAPTURE_MASTER_KEY";
    private static final String SETTING = "weir.audit.capture.master-key-file";
    private static final String MAKE = "Make one with: openssl rand -base64 32";
    private static final int BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final String HMAC = "HmacSHA256";

    private final SecretKey wrapping;
    private final byte[] id;

    private MasterKey(byte[] secret) {
        this.wrapping = new SecretKeySpec(derived(secret, "weir capture: wrap data keys"), "AES");
        this.id = Arrays.copyOf(derived(secret, "weir capture: id of the master key"), ID_BYTES);
    }

    /**
     * The key from a file or the environment; empty where neither is given.
     *
     * @throws CaptureKeyException if both are given, or it can't be read
     */
    static Optional<MasterKey> of(Optional<Path> file, Optional<String> variable) {
        if (file.isPresent() && variable.isPresent()) {
            throw new CaptureKeyException(
                    "The master key of captured content is given twice, by `" + SETTING + "` and by `" + VARIABLE
                            + "`.",
                    "Leave one of them out.");
        }
        return file.map(path -> parse(read(path), "in " + path))
                .or(() -> variable.map(text -> parse(text, "in `" + VARIABLE + "`")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new CaptureKeyException(
                    "The master key of captured content can't be read: " + file + ".",
                    "Check `" + SETTING + "` and that this user may read the file.",
                    unreadable);
        }
    }

    private static MasterKey parse(String text, String where) {
        try {
            byte[] secret = Base64.getDecoder().decode(text.strip());
            if (secret.length == BYTES) {
                return new MasterKey(secret);
            }
        } catch (IllegalArgumentException notBase64) {
            // Told like a wrong length: the message would quote the key.
        }
        throw new CaptureKeyException(
                "The master key of captured content " + where + " is not " + BYTES + " bytes in Base64.", MAKE);
    }

    SecretKey wrapping() {
        return wrapping;
    }

    /** Tells one master key from another, and nothing about it. */
    byte[] id() {
        return id.clone();
    }

    private static byte[] derived(byte[] secret, String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
