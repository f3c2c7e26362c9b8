package dev.weir.gateway.openai;

import dev.weir.gateway.inference.ClientPresence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Looks at intervals whether a client still waits, from a thread of its own, until it is closed. Nobody is interrupted:
 * those who want to know register.
 */
final class ClientWatch implements ClientPresence, AutoCloseable {

    private final BooleanSupplier closed;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<Runnable> actions = new ArrayList<>();
    private boolean gone;
    private boolean over;

    private ClientWatch(BooleanSupplier closed, Duration interval) {
        this.closed = closed;
        this.interval = interval;
    }

    /** @param closed asked by one thread at a time, and never after {@link #close()} has returned */
    static ClientWatch start(BooleanSupplier closed, Duration interval) {
        ClientWatch watch = new ClientWatch(closed, interval);
        Thread.ofVirtual().name("client-watch").start(watch::look);
        return watch;
    }

    private void look() {
        List<Runnable> due = List.of();
        lock.lock();
        try {
            while (!over && !gone) {
                // the lock is held while looking, so that close() waits for it; await() lets it go
                if (!ended.await(interval.toNanos(), TimeUnit.NANOSECONDS) && !over) {
                    gone = closed.getAsBoolean();
                }
            }
            if (gone) {
                due = List.copyOf(actions);
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public boolean gone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onGone(Runnable action) {
        lock.lock();
        try {
            if (!gone) {
                actions.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
