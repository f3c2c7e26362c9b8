package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalSettings;
import dev.weir.auditlog.journal.Journals;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A log with a checkpoint after every ten entries, its export, and ways to change that export. */
final class ExportedLog {

    static final String ORIGIN = "weir.example/log";

    /** Bytes for each entry in the list of hashes. */
    static final int LEAF = 1 + Hash.LENGTH;

    private final SigningKey key;
    private final Path folder;

    private ExportedLog(SigningKey key, Path folder) {
        this.key = key;
        this.folder = folder;
    }

    /** Writes a log below {@code home} and exports it. */
    static ExportedLog of(Path home, SigningKey key, int entries, BundleWriter.Selection selection) throws IOException {
        CheckpointFile checkpoints = new CheckpointFile(home.resolve("checkpoints"));
        try (Journal journal =
                Journal.open(JournalSettings.in(home.resolve("journal")).withSegmentBytes(2_000))) {
            for (int written = 0; written < entries; written += 10) {
                Journals.fill(journal, Math.min(10, entries - written));
                checkpoints.append(key.sign(new Checkpoint(
                                key.verifier().name(),
                                journal.head().size(),
                                journal.head().root())
                        .text()));
            }
            ByteArrayOutputStream zip = new ByteArrayOutputStream();
            new BundleWriter(journal, checkpoints, key)
                    .write(zip, entries, Instant.parse("2026-02-01T00:00:00Z"), selection);
            Files.write(home.resolve("export.zip"), zip.toByteArray());
            unpack(zip.toByteArray(), home.resolve("export"));
        }
        return new ExportedLog(key, home.resolve("export"));
    }

    /** An export that was written to {@code home} already. */
    static ExportedLog unpacked(Path home, SigningKey key) throws IOException {
        unpack(Files.readAllBytes(home.resolve("export.zip")), home.resolve("export"));
        return new ExportedLog(key, home.resolve("export"));
    }

    Verification verify() throws IOException {
        try (Bundle bundle = Bundle.open(folder)) {
            return bundle.verify(key.verifier(), Optional.empty());
        }
    }

    private static void unpack(byte[] zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), in.readAllBytes());
            }
        }
    }

    Path folder() {
        return folder;
    }

    SigningKey key() {
        return key;
    }

    /** An entry's line, counted from 1. */
    List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(folder.resolve(BundleFiles.ENTRIES)));
    }

    void lines(List<String> lines) throws IOException {
        Files.writeString(folder.resolve(BundleFiles.ENTRIES), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    byte[] leaves() throws IOException {
        return Files.readAllBytes(folder.resolve(BundleFiles.LEAVES));
    }

    void leaves(byte[] leaves) throws IOException {
        Files.write(folder.resolve(BundleFiles.LEAVES), leaves);
    }

    List<SignedNote> checkpoints() throws IOException {
        List<SignedNote> notes = new ArrayList<>();
        try (CheckpointFile.Cursor cursor = new CheckpointFile(folder.resolve(BundleFiles.CHECKPOINTS)).read()) {
            for (var note = cursor.next(); note.isPresent(); note = cursor.next()) {
                notes.add(SignedNote.parse(note.get()));
            }
        }
        return notes;
    }

    void checkpoints(List<SignedNote> notes) throws IOException {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(note.encoded()).append('\n'));
        Files.writeString(folder.resolve(BundleFiles.CHECKPOINTS), text, StandardCharsets.UTF_8);
    }
}
