package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A real disk that counts its syncs, and that can run full within a write or fail a sync. */
final class FailingDisk implements Disk {

    private final AtomicInteger syncs = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean unsynced;

    void runFull(boolean now) {
        full = now;
    }

    void failSyncs(boolean now) {
        unsynced = now;
    }

    int syncs() {
        return syncs.get();
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        if (full) {
            Disk.REAL.write(file, bytes.slice(bytes.position(), bytes.remaining() / 2), position);
            throw new IOException("No space left on device");
        }
        Disk.REAL.write(file, bytes, position);
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        syncs.incrementAndGet();
        Disk.REAL.sync(file);
        if (unsynced) {
            throw new IOException("Input/output error");
        }
    }
}
