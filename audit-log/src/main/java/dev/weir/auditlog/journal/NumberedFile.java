package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of records of one length, found by their number. Can be made anew from the journal. Thread-safe for reading. */
final class NumberedFile implements AutoCloseable {

    private final FileChannel file;
    private final int length;
    private final Disk disk;

    private NumberedFile(FileChannel file, int length, Disk disk) {
        this.file = file;
        this.length = length;
        this.disk = disk;
    }

    static NumberedFile open(Path path, int length, Disk disk) throws IOException {
        return new NumberedFile(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                length,
                disk);
    }

    /** Number of whole records. */
    long count() throws IOException {
        return file.size() / length;
    }

    byte[] read(long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, number * length + bytes.position()) < 0) {
                throw new IOException("the journal's index ends before its record " + number);
            }
        }
        return bytes.array();
    }

    /** Writes records from a number on, over what is there. */
    void write(long number, ByteBuffer records) throws IOException {
        disk.write(file, records, number * length);
    }

    void sync() throws IOException {
        disk.sync(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
