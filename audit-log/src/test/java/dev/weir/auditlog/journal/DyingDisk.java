package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A real disk under a process that is killed within one of its steps: nothing reaches the disk from then on. */
final class DyingDisk implements Disk {

    private int stepsLeft = Integer.MAX_VALUE;

    /** Dies within the step after so many. */
    void dieAfter(int steps) {
        stepsLeft = steps;
    }

    boolean isDead() {
        return stepsLeft < 0;
    }

    private boolean dies() throws IOException {
        if (isDead()) {
            throw new IOException("the process was killed");
        }
        return --stepsLeft < 0;
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        if (dies()) {
            Disk.REAL.write(file, bytes.slice(bytes.position(), bytes.remaining() / 2), position);
            throw new IOException("the process was killed");
        }
        Disk.REAL.write(file, bytes, position);
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        if (dies()) {
            throw new IOException("the process was killed");
        }
        Disk.REAL.sync(file);
    }

    @Override
    public void replace(Path folder, Path file, Path with) throws IOException {
        if (dies()) {
            throw new IOException("the process was killed");
        }
        Disk.REAL.replace(folder, file, with);
    }
}
