package dev.weir.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The form of API keys: {@code weir-} and 43 random characters of base 62, some 256 bits. With so much entropy a plain
 * SHA-256 is enough to store one; a slow password hash would only slow every request down.
 */
final class ApiKeys {

    private static final String PREFIX = "weir-";
    private static final int RANDOM_CHARACTERS = 43;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ApiKeys() {}

    /** @param random a cryptographically strong one */
    static String generate(RandomGenerator random) {
        StringBuilder key = new StringBuilder(PREFIX);
        random.ints(RANDOM_CHARACTERS, 0, ALPHABET.length()).forEach(i -> key.append(ALPHABET.charAt(i)));
        return key.toString();
    }

    /** SHA-256 of the key in lower-case hexadecimal. */
    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
