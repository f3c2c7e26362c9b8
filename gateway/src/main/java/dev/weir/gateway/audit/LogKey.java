package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Disk;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SigningKey;
import dev.weir.auditlog.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The log's own keys, made at the first start: one signs checkpoints and exports, the other makes fingerprints. Both files
 * can be read by their owner alone; the public key lies beside them for everybody.
 */
final class LogKey {

    private static final String PUBLIC = "audit-public.key";
    private static final String FINGERPRINT = "audit-fingerprint.key";
    private static final int FINGERPRINT_BYTES = 16;

    private final SigningKeyFiles files;
    private final SecretKeySpec fingerprint;
    private final SecureRandom random;
    private volatile SigningKey signing;

    private LogKey(SigningKeyFiles files, SigningKey signing, SecretKeySpec fingerprint, SecureRandom random) {
        this.files = files;
        this.signing = signing;
        this.fingerprint = fingerprint;
        this.random = random;
    }

    /**
     * The keys in a folder. A change of the signing key that a crash broke off is finished or given up.
     *
     * @param logIsNew whether there is no entry yet: only then keys are made
     * @throws AuditStartException if they can't be read, or are gone though the log isn't new
     */
    static LogKey in(Path directory, boolean logIsNew, SecureRandom random, Disk disk) {
        try {
            SigningKeyFiles files = new SigningKeyFiles(directory, disk);
            files.settle(new CheckpointFile(directory.resolve(CheckpointKeeper.FILE)));
            Path file = files.current();
            if (Files.notExists(file)) {
                if (!logIsNew) {
                    throw new AuditStartException(
                            "The key that signs the decision log is gone: " + file + ".",
                            "Restore it from a backup. Without it, move the log away (keep it: it may be evidence) to "
                                    + "start a new one under a new key.");
                }
                OwnerOnly.write(
                        file,
                        SigningKey.generate("weir/" + hex(random, 8), random).secretText());
            }
            Path mac = directory.resolve(FINGERPRINT);
            if (Files.notExists(mac)) {
                OwnerOnly.write(mac, hex(random, 32));
            }
            SigningKey signing = SigningKey.parse(Files.readString(file));
            publish(directory, signing);
            return new LogKey(
                    files,
                    signing,
                    new SecretKeySpec(
                            HexFormat.of().parseHex(Files.readString(mac).strip()), "HmacSHA256"),
                    random);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new AuditStartException(
                    "The decision log's keys in " + directory + " can't be used.",
                    "Check that " + SigningKeyFiles.CURRENT + " and " + FINGERPRINT
                            + " belong to this user, or restore them.",
                    unusable);
        }
    }

    SigningKey signing() {
        return signing;
    }

    /** Makes the key that is to follow, and keeps it. */
    SigningKey prepareNext() throws IOException {
        SigningKey next = SigningKey.generate(signing.verifier().name(), random);
        files.prepare(next);
        return next;
    }

    /** The key that was to follow doesn't. */
    void abandonNext() throws IOException {
        files.abandon();
    }

    /**
     * The key that was to follow signs from now on.
     *
     * @throws IOException if the old one could not be destroyed; the next start does that
     */
    void promote(SigningKey next) throws IOException {
        signing = next;
        files.promote();
        publish(files.directory(), next);
    }

    private static void publish(Path directory, SigningKey signing) throws IOException {
        Files.writeString(directory.resolve(PUBLIC), signing.verifier() + "\n");
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
}
