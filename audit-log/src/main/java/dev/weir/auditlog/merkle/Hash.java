package dev.weir.auditlog.merkle;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash. Immutable. */
public final class Hash {

    /** Bytes in a hash. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash of a copy of these bytes.
     *
     * @throws IllegalArgumentException if they aren't {@value #LENGTH}
     */
    public static Hash of(byte[] bytes) {
        return own(bytes.clone());
    }

    /** Takes the array itself, which nobody may change any more. */
    static Hash own(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Hash(bytes);
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException if the text isn't base64 of {@value #LENGTH} bytes
     */
    public static Hash fromBase64(String text) {
        return own(Base64.getDecoder().decode(text));
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException if the text isn't {@value #LENGTH} bytes in hexadecimal
     */
    public static Hash fromHex(String text) {
        return own(HexFormat.of().parseHex(text));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
