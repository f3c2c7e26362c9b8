package dev.weir.gateway.audit;

import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.note.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The log's own keys, made at the first start: one signs checkpoints and exports, the other makes fingerprints. Both files
 * can be read by their owner alone; the public key lies beside them for everybody.
 */
final class LogKey {

    private static final String SIGNING = "audit-signing.key";
    private static final String PUBLIC = "audit-public.key";
    private static final String FINGERPRINT = "audit-fingerprint.key";
    private static final int FINGERPRINT_BYTES = 16;

    private final SigningKey signing;
    private final SecretKeySpec fingerprint;

    private LogKey(SigningKey signing, SecretKeySpec fingerprint) {
        this.signing = signing;
        this.fingerprint = fingerprint;
    }

    /**
     * The keys in a folder.
     *
     * @param logIsNew whether there is no entry yet: only then keys are made
     * @throws AuditStartException if they can't be read, or are gone though the log isn't new
     */
    static LogKey in(Path directory, boolean logIsNew, SecureRandom random) {
        try {
            Path file = directory.resolve(SIGNING);
            if (Files.notExists(file)) {
                if (!logIsNew) {
                    throw new AuditStartException(
                            "The key that signs the decision log is gone: " + file + ".",
                            "Restore it from a backup. Without it, move the log away (keep it: it may be evidence) to "
                                    + "start a new one under a new key.");
                }
                write(
                        file,
                        SigningKey.generate("weir/" + hex(random, 8), random).secretText());
            }
            Path mac = directory.resolve(FINGERPRINT);
            if (Files.notExists(mac)) {
                write(mac, hex(random, 32));
            }
            SigningKey signing = SigningKey.parse(Files.readString(file));
            Files.writeString(directory.resolve(PUBLIC), signing.verifier() + "\n");
            return new LogKey(
                    signing,
                    new SecretKeySpec(
                            HexFormat.of().parseHex(Files.readString(mac).strip()), "HmacSHA256"));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new AuditStartException(
                    "The decision log's keys in " + directory + " can't be used.",
                    "Check that " + SIGNING + " and " + FINGERPRINT + " belong to this user, or restore them.",
                    unusable);
        }
    }

    SigningKey signing() {
        return signing;
    }

    VerifierKey verifier() {
        return signing.verifier();
    }

    /** The same for the same text in this log, and without the key no way back: HMAC-SHA-256, cut to 16 bytes. */
    String fingerprint(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(fingerprint);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return HexFormat.of().formatHex(made);
    }

    /** Whole or not at all, and on disk before it is used. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", ".tmp", ownerOnly(file));
        try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
