package dev.weir.localmodels.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer at a time per model: among the threads of this process and among the processes of this machine. The
 * operating system frees the lock of a process that dies. The lock file itself stays: deleting it would let two
 * processes lock two files of one name.
 */
final class StoreLock implements AutoCloseable {

    /** A file lock belongs to the process, so threads need a lock of their own beside it. */
    private static final ConcurrentMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private static final long POLL_MILLIS = 100;

    private final ReentrantLock inProcess;
    private final FileChannel channel;

    private StoreLock(ReentrantLock inProcess, FileChannel channel) {
        this.inProcess = inProcess;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param waiting called once if somebody else has it
     */
    static StoreLock acquire(Path file, Runnable waiting) throws IOException, InterruptedException {
        ReentrantLock inProcess =
                IN_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        boolean told = false;
        if (!inProcess.tryLock()) {
            told = true;
            waiting.run();
            inProcess.lockInterruptibly();
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new StoreLock(inProcess, lockFile(file, told ? () -> {} : waiting));
        } catch (IOException | InterruptedException | RuntimeException e) {
            inProcess.unlock();
            throw e;
        }
    }

    private static FileChannel lockFile(Path file, Runnable waiting) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                waiting.run();
            }
            while (lock == null) {
                Thread.sleep(POLL_MILLIS);
                lock = channel.tryLock();
            }
            return channel;
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Frees the lock. Call it from the thread that got it. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            inProcess.unlock();
        }
    }
}
