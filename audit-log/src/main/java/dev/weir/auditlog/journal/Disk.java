package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What can go wrong with a disk: the steps that put something on it. Thread-safe. */
public interface Disk {

    /** The disk as the operating system gives it. */
    Disk REAL = new Disk() {
        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        }

        @Override
        public void sync(FileChannel file) throws IOException {
            file.force(false);
        }
    };

    /** Writes all bytes at a position. A failure may leave some of them written. */
    void write(FileChannel file, ByteBuffer bytes, long position) throws IOException;

    /** Returns once what was written is on the disk itself. */
    void sync(FileChannel file) throws IOException;

    /**
     * Puts a file in the place of another one of its folder. Whole or not at all, and on the disk itself when this returns.
     */
    default void replace(Path folder, Path file, Path with) throws IOException {
        Files.move(with, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Segments.syncDirectory(folder);
    }
}
