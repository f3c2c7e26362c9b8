package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Disk;
import dev.weir.auditlog.note.CheckpointFile;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The files of the key that signs the log and, while it is changed, of the one that follows it. Whatever step of a change a
 * crash comes between, {@link #settle} finishes the change where a checkpoint carries the new key's signature, and gives it
 * up where none does.
 */
record SigningKeyFiles(Path directory, Disk disk) {

    static final String CURRENT = "audit-signing.key";
    private static final String NEXT = "audit-signing.next.key";
    private static final String RETIRED = "audit-signing.old.key";

    Path current() {
        return directory.resolve(CURRENT);
    }

    private Path next() {
        return directory.resolve(NEXT);
    }

    private Path retired() {
        return directory.resolve(RETIRED);
    }

    /** Puts in order what a crash left. */
    void settle(CheckpointFile checkpoints) throws IOException {
        if (Files.exists(next())) {
            if (Files.notExists(current())) {
                disk.replace(directory, current(), next());
            } else if (hasSigned(next(), checkpoints)) {
                promote();
            } else {
                destroy(next());
            }
        }
        if (Files.exists(current())) {
            destroy(retired());
        }
    }

    private static boolean hasSigned(Path file, CheckpointFile checkpoints) throws IOException {
        SigningKey key = SigningKey.parse(Files.readString(file));
        Optional<SignedNote> newest = checkpoints.last();
        return newest.isPresent() && key.verifier().verifies(newest.get());
    }

    /** Keeps the key that is to follow. */
    void prepare(SigningKey next) throws IOException {
        OwnerOnly.write(next(), next.secretText());
    }

    /** The key that was to follow doesn't. */
    void abandon() throws IOException {
        destroy(next());
    }

    /** The key that was to follow is the log's key from now on; nothing is left of the old one. */
    void promote() throws IOException {
        disk.replace(directory, retired(), current());
        disk.replace(directory, current(), next());
        destroy(retired());
    }

    /** Overwrites a file before it is deleted; what a disk keeps of it elsewhere is out of reach. */
    private void destroy(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            disk.write(channel, ByteBuffer.allocate((int) channel.size()), 0);
            disk.sync(channel);
        }
        Files.delete(file);
    }
}
