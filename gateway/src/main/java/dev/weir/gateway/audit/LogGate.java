package dev.weir.gateway.audit;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps apart what must not overlap with removing entries: changes of holds, and whoever reads a log of a fixed size, which
 * must have the record of everything that is gone from it. Thread-safe.
 */
final class LogGate {

    private final ReentrantReadWriteLock contents = new ReentrantReadWriteLock();
    private final Lock holds = new ReentrantLock();

    /** Held while the log of a fixed size is read. */
    Lock reading() {
        return contents.readLock();
    }

    /** Held while holds change, and while something is removed. */
    Lock holds() {
        return holds;
    }

    /** Waits until nobody reads, without keeping anybody from starting to, and then keeps everybody out. */
    boolean tryClose(Duration patience, Duration beat) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!contents.writeLock().tryLock()) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                Thread.sleep(beat);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void open() {
        contents.writeLock().unlock();
    }
}
