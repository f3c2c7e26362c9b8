package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.Journal;
import dev.weir.auditlog.journal.JournalCursor;
import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.note.Checkpoint;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an export: a zip file that the verifier checks with the public key alone. Streams, so it takes a bit of memory for
 * each entry of the log and no more.
 */
public final class BundleWriter {

    private final Journal journal;
    private final CheckpointFile checkpoints;
    private final SigningKey key;

    public BundleWriter(Journal journal, CheckpointFile checkpoints, SigningKey key) {
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.key = key;
    }

    /**
     * Which entries go into an export.
     *
     * @param filter what was asked for, by name; empty for everything
     * @param sequences the entries that match, ascending; empty for all there are
     */
    public record Selection(Map<String, String> filter, Optional<PrimitiveIterator.OfLong> sequences) {

        /** All entries. */
        public static final Selection ALL = new Selection(Map.of(), Optional.empty());
    }

    /**
     * Writes the first {@code size} entries of the log.
     *
     * @param size what the newest checkpoint covers
     */
    public void write(OutputStream out, long size, Instant at, Selection selection) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        BitSet included = new BitSet();
        String entriesSha256 =
                hashed(zip, BundleFiles.ENTRIES, lines -> writeEntries(lines, size, selection, included));
        String leavesSha256 = hashed(zip, BundleFiles.LEAVES, leaves -> writeLeaves(leaves, size, selection, included));
        hashed(zip, BundleFiles.CHECKPOINTS, notes -> writeCheckpoints(notes, size));
        ExportManifest manifest = new ExportManifest(
                key.verifier().name(),
                at,
                size,
                included.cardinality(),
                selection.filter(),
                entriesSha256,
                leavesSha256);
        text(zip, BundleFiles.MANIFEST, key.sign(manifest.text()).encoded());
        text(zip, BundleFiles.KEY, key.verifier() + "\n");
        zip.finish();
    }

    /** Writes one file's content. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static String hashed(ZipOutputStream zip, String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        DigestOutputStream out = new DigestOutputStream(new Unclosed(zip), sha256());
        content.writeTo(out);
        zip.closeEntry();
        return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        hashed(zip, name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void writeEntries(OutputStream lines, long size, Selection selection, BitSet included) throws IOException {
        if (selection.sequences().isPresent()) {
            PrimitiveIterator.OfLong sequences = selection.sequences().get();
            while (sequences.hasNext()) {
                long sequence = sequences.nextLong();
                if (sequence <= size) {
                    writeLine(lines, journal.read(sequence), included);
                }
            }
            return;
        }
        try (JournalCursor cursor = journal.cursor(1)) {
            for (Optional<LogEntry> entry = cursor.next();
                    entry.isPresent() && entry.get().sequence() <= size;
                    entry = cursor.next()) {
                writeLine(lines, entry, included);
            }
        }
    }

    private static void writeLine(OutputStream lines, Optional<LogEntry> entry, BitSet included) throws IOException {
        if (entry.isPresent()) {
            lines.write(entry.get().text());
            lines.write('\n');
            included.set(Math.toIntExact(entry.get().sequence()));
        }
    }

    private void writeLeaves(OutputStream leaves, long size, Selection selection, BitSet included) throws IOException {
        boolean all = selection.sequences().isEmpty();
        for (long sequence = 1; sequence <= size; sequence++) {
            byte absent = all || journal.isPruned(sequence) ? BundleFiles.PRUNED : BundleFiles.LEFT_OUT;
            leaves.write(included.get(Math.toIntExact(sequence)) ? BundleFiles.PRESENT : absent);
            leaves.write(journal.hash(sequence).bytes());
        }
    }

    private void writeCheckpoints(OutputStream notes, long size) throws IOException {
        try (CheckpointFile.Cursor cursor = checkpoints.read()) {
            for (Optional<String> note = cursor.next(); note.isPresent(); note = cursor.next()) {
                Checkpoint checkpoint =
                        Checkpoint.parse(SignedNote.parse(note.get()).text());
                if (checkpoint.size() <= size) {
                    notes.write((note.get() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** One file of the zip: closing it must not close the zip. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // the zip goes on
        }
    }
}
