package dev.weir.localmodels.generation;

import dev.weir.localmodels.GenerationEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Hands events from the engine to one reader. The last event stays. Thread-safe. */
final class EventQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<GenerationEvent> events = new ArrayDeque<>();
    private @Nullable GenerationEvent end;

    /** Adds an event; after one that ends the generation nothing is added any more. */
    void put(GenerationEvent event) {
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            switch (event) {
                case GenerationEvent.TextDelta delta -> events.add(delta);
                case GenerationEvent.Finished finished -> end = finished;
                case GenerationEvent.Failed failed -> end = failed;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    GenerationEvent take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                GenerationEvent next = events.poll();
                if (next != null) {
                    return next;
                }
                if (end != null) {
                    return end;
                }
                arrived.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
