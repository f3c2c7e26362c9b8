package dev.weir.auditlog.note;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of checkpoints, oldest first, with a blank line after each. It only ever grows. One writer at a time.
 */
public record CheckpointFile(Path path) {

    private static final String SIGNATURE = "\u2014 ";
    /** A checkpoint is far shorter. */
    private static final int TAIL = 4096;

    /** Adds a checkpoint and returns once it is on disk. What a crash left half written is written over. */
    public void append(SignedNote checkpoint) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(checkpoint.encoded() + "\n");
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            file.position(endOfLast(file));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.truncate(file.position());
            file.force(true);
        }
    }

    /** Where the last whole checkpoint ends: a blank line behind a signature. */
    private static long endOfLast(FileChannel file) throws IOException {
        long start = Math.max(0, file.size() - TAIL);
        String tail = text(file, start);
        for (int end = tail.lastIndexOf("\n\n"); end >= 0; end = tail.lastIndexOf("\n\n", end - 1)) {
            int line = tail.lastIndexOf('\n', end - 1) + 1;
            if (tail.startsWith(latin(SIGNATURE), line)) {
                return start + end + 2;
            }
        }
        if (start > 0) {
            throw new IOException("the end of the checkpoint file isn't one of checkpoints");
        }
        return 0;
    }

    /** One character for each byte, so that positions are those of the file. */
    private static String text(FileChannel file, long start) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (file.size() - start));
        while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) >= 0) {
            // reads on until the end
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The newest whole checkpoint. */
    public Optional<SignedNote> last() throws IOException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long end = endOfLast(file);
            long start = Math.max(0, end - TAIL);
            byte[] bytes = text(file, start).substring(0, (int) (end - start)).getBytes(StandardCharsets.ISO_8859_1);
            String[] blocks = new String(bytes, StandardCharsets.UTF_8).split("\n\n", -1);
            if (blocks.length < 3) {
                return Optional.empty();
            }
            return Optional.of(SignedNote.parse(blocks[blocks.length - 3] + "\n\n" + blocks[blocks.length - 2] + "\n"));
        }
    }

    /** Reads checkpoints one by one. */
    public Cursor read() throws IOException {
        return new Cursor(Files.exists(path) ? Files.newBufferedReader(path) : new BufferedReader(Reader.nullReader()));
    }

    /** Notes of a text, in its order; one that the text's end cuts off is left out. Not thread-safe. */
    public static final class Cursor implements AutoCloseable {

        private final BufferedReader lines;

        public Cursor(BufferedReader lines) {
            this.lines = lines;
        }

        /** The text of the next note, as {@link SignedNote#parse} takes it; empty at the end. */
        public Optional<String> next() throws IOException {
            StringBuilder note = new StringBuilder();
            boolean signed = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && signed) {
                    return Optional.of(note.toString());
                }
                signed = line.startsWith(SIGNATURE);
                note.append(line).append('\n');
            }
            return signed ? Optional.of(note.toString()) : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
