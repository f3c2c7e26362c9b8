package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurabilityBarrierTest {

    private final Semaphore mayEnd = new Semaphore(0);
    private final Semaphore started = new Semaphore(0);
    private final AtomicInteger syncs = new AtomicInteger();

    @Test
    void reached_syncAlreadyRunning_waitsForTheNextOne() throws Exception {
        try (DurabilityBarrier barrier = new DurabilityBarrier(this::sync)) {
            CompletableFuture<?> first = barrier.reached();
            started.acquire();
            CompletableFuture<?> second = barrier.reached();

            mayEnd.release();
            first.get();
            started.acquire();
            assertThat(second).isNotDone();

            mayEnd.release();
            second.get();
        }
        assertThat(syncs).hasValue(2);
    }

    @Test
    void reached_manyWaiters_shareOneSync() throws Exception {
        try (DurabilityBarrier barrier = new DurabilityBarrier(this::sync)) {
            CompletableFuture<?> running = barrier.reached();
            started.acquire();
            List<? extends CompletableFuture<?>> waiters =
                    IntStream.range(0, 100).mapToObj(_ -> barrier.reached()).toList();

            mayEnd.release(2);
            running.get();
            for (CompletableFuture<?> waiter : waiters) {
                waiter.get();
            }
        }
        assertThat(syncs).hasValue(2);
    }

    @Test
    void reached_syncFails_failsItsWaitersAndServesTheNext() throws Exception {
        DurabilityBarrier.Sync failsOnce = () -> {
            if (syncs.incrementAndGet() == 1) {
                throw new IOException("disk");
            }
        };
        try (DurabilityBarrier barrier = new DurabilityBarrier(failsOnce)) {
            CompletableFuture<?> failing = barrier.reached();

            assertThatThrownBy(failing::get).hasCauseInstanceOf(IOException.class);
            assertThat(barrier.reached().get()).isNull();
        }
    }

    private void sync() throws InterruptedException {
        syncs.incrementAndGet();
        started.release();
        mayEnd.acquire();
    }
}
