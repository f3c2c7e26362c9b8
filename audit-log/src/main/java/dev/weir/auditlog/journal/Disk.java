package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What can go wrong with a disk: the two steps that put an entry on it. Thread-safe. */
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
}
