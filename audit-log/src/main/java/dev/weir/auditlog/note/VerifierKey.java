package dev.weir.auditlog.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public half of a log's key, written {@code name+id+base64} as C2SP's signed-note does. Immutable.
 */
public final class VerifierKey {

    private static final Pattern FORM = Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] publicKey;

    /**
     * A key.
     *
     * @param name whose it is
     * @param publicKey 32 bytes
     */
    VerifierKey(String name, byte[] publicKey) {
        this.name = KeyName.checked(name);
        this.publicKey = publicKey.clone();
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if this isn't such a key
     */
    public static VerifierKey parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("a public key reads NAME+ID+BASE64, as `weir audit key` prints it");
        }
        VerifierKey key = new VerifierKey(
                parts.group(1), KeyName.untyped(Base64.getDecoder().decode(parts.group(3))));
        if (!key.id().equals(parts.group(2))) {
            throw new IllegalArgumentException("the public key is damaged: its id doesn't fit");
        }
        return key;
    }

    /** Whose key it is; for a log's key, the log's origin. */
    public String name() {
        return name;
    }

    /** Eight hexadecimal digits. */
    public String id() {
        return KeyName.id(name, publicKey);
    }

    /** Whether the note carries a signature of this key, and it is right. */
    public boolean verifies(SignedNote note) {
        return note.signatures().stream()
                .filter(signature ->
                        signature.name().equals(name) && signature.keyId().equals(id()))
                .anyMatch(signature -> verifies(note.text(), signature.bytes()));
    }

    private boolean verifies(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(javaKey());
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private PublicKey javaKey() throws GeneralSecurityException {
        byte[] encoded = new byte[X509_PREFIX.length + publicKey.length];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, publicKey.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key && toString().equals(key.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return name + "+" + id() + "+" + Base64.getEncoder().encodeToString(KeyName.typed(publicKey));
    }
}
