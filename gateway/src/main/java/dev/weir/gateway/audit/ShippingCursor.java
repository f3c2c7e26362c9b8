package dev.weir.gateway.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far a receiver has the log, in a file. What isn't shipped yet needs no queue of its own: it is in the journal.
 */
record ShippingCursor(Path file) {

    /** Number of the last entry that counts as shipped; 0 where none does. */
    long read() throws IOException {
        if (Files.notExists(file)) {
            return 0;
        }
        String text = Files.readString(file).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException damaged) {
            throw new IOException("the file " + file + " doesn't hold an entry's number", damaged);
        }
    }

    void write(long sequence) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, sequence + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
