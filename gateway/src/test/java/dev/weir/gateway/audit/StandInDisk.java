package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The real disk under the journal, which counts syncs, and can run full, refuse to sync, or take its time. */
public final class StandInDisk implements Disk {

    private final AtomicInteger syncs = new AtomicInteger();
    private final Semaphore pass = new Semaphore(1);
    private volatile boolean full;
    private volatile boolean refusing;

    public int syncs() {
        return syncs.get();
    }

    /** From now on writes fail half way. */
    public void full(boolean now) {
        full = now;
    }

    /** From now on syncs fail. */
    public void refuse(boolean now) {
        refusing = now;
    }

    /** From now on syncs don't return. */
    public void hold() {
        pass.acquireUninterruptibly();
    }

    /** They return again. */
    public void release() {
        pass.release();
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
        pass.acquireUninterruptibly();
        pass.release();
        if (refusing) {
            throw new IOException("Input/output error");
        }
        Disk.REAL.sync(file);
        syncs.incrementAndGet();
    }
}
