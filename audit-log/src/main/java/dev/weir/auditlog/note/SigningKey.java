package dev.weir.auditlog.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log's key pair. Its text form is that of Go's {@code golang.org/x/mod/sumdb/note}, so that other tools can sign with
 * it too. Never prints itself. Thread-safe.
 */
public final class SigningKey {

    private static final int SEED_LENGTH = 32;
    private static final Pattern FORM =
            Pattern.compile("PRIVATE\\+KEY\\+([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");

    private final byte[] seed;
    private final KeyPair pair;
    private final VerifierKey verifier;

    private SigningKey(String name, byte[] seed) {
        this.seed = seed;
        this.pair = derive(seed);
        byte[] encoded = pair.getPublic().getEncoded();
        this.verifier =
                new VerifierKey(name, Arrays.copyOfRange(encoded, encoded.length - SEED_LENGTH, encoded.length));
    }

    /** A new key. */
    public static SigningKey generate(String name, SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        random.nextBytes(seed);
        return new SigningKey(name, seed);
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if this isn't what {@link #secretText} gave
     */
    public static SigningKey parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("this isn't a signing key");
        }
        SigningKey key = new SigningKey(
                parts.group(1), KeyName.untyped(Base64.getDecoder().decode(parts.group(3))));
        if (!key.verifier.id().equals(parts.group(2))) {
            throw new IllegalArgumentException("the signing key is damaged: its id doesn't fit");
        }
        return key;
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** The key itself, for a file that only its owner may read. */
    public String secretText() {
        return "PRIVATE+KEY+" + verifier.name() + "+" + verifier.id() + "+"
                + Base64.getEncoder().encodeToString(KeyName.typed(seed));
    }

    /**
     * Signs a text.
     *
     * @param text ends with a line feed
     */
    public SignedNote sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new SignedNote(
                    text,
                    List.of(new SignedNote.SignatureLine(
                            verifier.name(), verifier.id(), HexFormat.of().formatHex(signature.sign()))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java can't sign with Ed25519", impossible);
        }
    }

    /** Java makes the public half only together with the private one, from the random bytes that it asks for. */
    private static KeyPair derive(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new GivenBytes(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java makes no Ed25519 keys", impossible);
        }
    }

    private static final class GivenBytes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        GivenBytes(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("an Ed25519 key is made of " + seed.length + " bytes");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }

    @Override
    public String toString() {
        return "signing key of " + verifier;
    }
}
