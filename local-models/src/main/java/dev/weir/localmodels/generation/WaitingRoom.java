package dev.weir.localmodels.generation;

import dev.weir.localmodels.EngineLoad;
import dev.weir.localmodels.QueueFullException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Generations that wait for a slot, first come first served, and the count of those that have one. Thread-safe. */
final class WaitingRoom {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<QueuedGeneration> waiting = new ArrayDeque<>();
    private final int slots;
    private final int places;
    private int running;
    private boolean closed;

    /**
     * @param slots generations that may run at once
     * @param places generations that may wait beyond those that a free slot is there for
     */
    WaitingRoom(int slots, int places) {
        this.slots = slots;
        this.places = places;
    }

    /**
     * @throws QueueFullException if all places are taken
     * @throws IllegalStateException if the room is closed
     */
    void enter(QueuedGeneration generation) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed");
            }
            if (running + waiting.size() >= slots + places) {
                throw new QueueFullException(
                        "%d generations run and %d wait already; try again later".formatted(running, waiting.size()));
            }
            waiting.add(generation);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a generation out again, if it still waits. */
    void leave(QueuedGeneration generation) {
        lock.lock();
        try {
            waiting.remove(generation);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The generations that get a slot now. Waits until there is one, if none is running.
     *
     * @return empty if some are running and none waits, or if the room is closed
     */
    List<QueuedGeneration> admit() {
        lock.lock();
        try {
            while (!closed && running == 0 && waiting.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            List<QueuedGeneration> admitted = new ArrayList<>();
            while (!closed && running < slots && !waiting.isEmpty()) {
                admitted.add(waiting.removeFirst());
                running++;
            }
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a slot is free again. */
    void release() {
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
    }

    EngineLoad load() {
        lock.lock();
        try {
            return new EngineLoad(running, waiting.size(), slots);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more and returns those that still waited. */
    List<QueuedGeneration> close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            List<QueuedGeneration> left = List.copyOf(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
