package dev.weir.policy.pseudonym;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that pseudonyms are derived with: whoever has it can test guesses of a value, so it stays in a file that its
 * owner alone can read. Its text form shows nothing. Thread-safe.
 */
public final class PseudonymKey {

    private static final int LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final SecretKeySpec key;

    private PseudonymKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * A key of 32 bytes.
     *
     * @throws IllegalArgumentException another length
     */
    public static PseudonymKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a pseudonym key has " + LENGTH + " bytes, this has " + bytes.length);
        }
        return new PseudonymKey(bytes.clone());
    }

    /**
     * Reads the key, or makes one where the file doesn't exist yet.
     *
     * @throws IOException the file can't be read or written, has another length, or others may read it
     */
    public static PseudonymKey loadOrCreate(Path file) throws IOException {
        if (Files.notExists(file)) {
            try {
                return create(file);
            } catch (FileAlreadyExistsException e) {
                // Another process made it in between: its key is the key.
                return load(file);
            }
        }
        return load(file);
    }

    private static PseudonymKey create(Path file) throws IOException {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel =
                (FileChannel) Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        return new PseudonymKey(bytes);
    }

    private static PseudonymKey load(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("others may read the pseudonym key " + file + "; run chmod 600 on it");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != LENGTH) {
            throw new IOException("the pseudonym key " + file + " has " + bytes.length + " bytes instead of " + LENGTH
                    + "; restore it, or delete it and lose the pseudonyms of running conversations");
        }
        return new PseudonymKey(bytes);
    }

    /** HMAC-SHA256 (RFC 2104) over fields, each preceded by its length so that no two lists of fields are alike. */
    byte[] mac(List<String> fields) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String field : fields) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    /** A key for another purpose that doesn't tell this one. */
    SecretKey derived(String purpose, String algorithm) {
        return new SecretKeySpec(mac(List.of("key", purpose)), algorithm);
    }

    /** A keyed hash of any text, for naming a conversation by its beginning; 64 hexadecimal digits. */
    public String fingerprint(String text) {
        return HexFormat.of().formatHex(mac(List.of("fingerprint", text)));
    }

    @Override
    public String toString() {
        return "PseudonymKey[hidden]";
    }
}
