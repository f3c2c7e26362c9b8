package dev.weir.auditlog.note;

import dev.weir.auditlog.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names and ids of note keys, as C2SP's signed-note specifies them. */
final class KeyName {

    /** Signature type of Ed25519. */
    static final byte ED25519 = 1;

    private KeyName() {}

    /**
     * The same name.
     *
     * @throws IllegalArgumentException if a note can't carry the name
     */
    static String checked(String name) {
        if (name.isEmpty() || name.chars().anyMatch(unit -> unit == '+' || Character.isWhitespace(unit))) {
            throw new IllegalArgumentException("a key's name has neither spaces nor `+` and isn't empty");
        }
        return name;
    }

    /** First four bytes of SHA-256 over name, line feed, signature type and public key. */
    static String id(String name, byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(ED25519);
            digest.update(publicKey);
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static byte[] typed(byte[] key) {
        byte[] typed = new byte[Hash.LENGTH + 1];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, Hash.LENGTH);
        return typed;
    }

    /**
     * The same name.
     *
     * @throws IllegalArgumentException if this isn't an Ed25519 key with its type before it
     */
    static byte[] untyped(byte[] typed) {
        if (typed.length != Hash.LENGTH + 1 || typed[0] != ED25519) {
            throw new IllegalArgumentException("only Ed25519 keys are known");
        }
        return Arrays.copyOfRange(typed, 1, typed.length);
    }
}
