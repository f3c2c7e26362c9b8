package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An export that somebody handed over: a zip file as {@link BundleWriter} wrote it, or the folder it was unpacked to. */
public final class Bundle implements Evidence, AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final @Nullable FileSystem zip;

    private Bundle(Path folder, @Nullable FileSystem zip) {
        this.folder = folder;
        this.zip = zip;
    }

    /**
     * Opens an export.
     *
     * @throws IOException if this is neither a zip file nor a folder
     */
    public static Bundle open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new Bundle(path, null);
        }
        FileSystem zip = FileSystems.newFileSystem(path);
        return new Bundle(zip.getPath("/"), zip);
    }

    /**
     * Verifies the whole export.
     *
     * @param key a public key of the log, from elsewhere
     * @param anchor a checkpoint kept elsewhere
     * @throws IOException if a file is missing or can't be read
     */
    public Verification verify(VerifierKey key, Optional<SignedNote> anchor) throws IOException {
        Verification log = LogVerifier.verify(this, key, anchor);
        List<Finding> findings = new ArrayList<>();
        manifest(log.key(), findings).ifPresent(manifest -> compare(manifest, log, findings));
        return log.with(findings);
    }

    /** What the export says of itself; empty where that isn't signed by the key. */
    public Optional<ExportManifest> manifest(VerifierKey key, List<Finding> findings) throws IOException {
        try {
            SignedNote note = SignedNote.parse(Files.readString(folder.resolve(BundleFiles.MANIFEST)));
            ExportManifest manifest = ExportManifest.parse(note.text());
            if (key.verifies(note) && manifest.origin().equals(key.name())) {
                return Optional.of(manifest);
            }
            findings.add(new Finding(
                    Finding.Code.NOT_SIGNED, 1, "the manifest isn't signed by " + key.name() + "+" + key.id()));
        } catch (IllegalArgumentException malformed) {
            findings.add(
                    new Finding(Finding.Code.NOT_SIGNED, 1, "the manifest can't be read: " + malformed.getMessage()));
        }
        return Optional.empty();
    }

    private void compare(ExportManifest manifest, Verification log, List<Finding> findings) {
        if (manifest.size() != log.size()) {
            findings.add(new Finding(
                    log.size() < manifest.size() ? Finding.Code.TRUNCATED : Finding.Code.EXPORT_CHANGED,
                    Math.min(manifest.size(), log.size()) + 1,
                    "the export was made of " + manifest.size() + " entries and speaks of " + log.size()));
        }
        if (!log.sound()) {
            return;
        }
        if (!sha256(BundleFiles.ENTRIES).equals(manifest.entriesSha256())
                || !sha256(BundleFiles.LEAVES).equals(manifest.leavesSha256())) {
            findings.add(new Finding(
                    Finding.Code.EXPORT_CHANGED, 1, "the export isn't what was signed, though every entry in it is"));
        }
    }

    private String sha256(String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failed) {
            return "unreadable";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public Leaves leaves() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(BundleFiles.LEAVES)), BUFFER);
        return new Leaves() {
            @Override
            public Optional<Leaf> next() throws IOException {
                byte[] record = in.readNBytes(1 + Hash.LENGTH);
                if (record.length == 0) {
                    return Optional.empty();
                }
                if (record.length <= Hash.LENGTH) {
                    throw new IOException("the list of hashes ends within one");
                }
                return Optional.of(
                        new Leaf(Hash.of(Arrays.copyOfRange(record, 1, record.length)), presence(record[0])));
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private static Presence presence(byte written) throws IOException {
        return switch (written) {
            case BundleFiles.PRESENT -> Presence.PRESENT;
            case BundleFiles.LEFT_OUT -> Presence.LEFT_OUT;
            case BundleFiles.PRUNED -> Presence.PRUNED;
            default -> throw new IOException("the list of hashes isn't one");
        };
    }

    @Override
    public Entries entries() throws IOException {
        Lines lines = new Lines(Files.newInputStream(folder.resolve(BundleFiles.ENTRIES)));
        return new Entries() {
            @Override
            public Optional<LogEntry> next() throws IOException {
                return lines.next().map(text -> Evidence.asClaimed(new LogEntry(0, text)));
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }

    @Override
    public CheckpointFile.Cursor checkpoints() throws IOException {
        return new CheckpointFile.Cursor(new BufferedReader(new InputStreamReader(
                Files.newInputStream(folder.resolve(BundleFiles.CHECKPOINTS)), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }
}
