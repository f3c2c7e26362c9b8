package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AuditWriterTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void commitDurably_syncFails_unavailable() {
        try (DurabilityBarrier barrier = new DurabilityBarrier(() -> {
                    throw new IOException("disk");
                });
                AuditWriter writer = new AuditWriter(1, LONG, barrier)) {
            assertThatThrownBy(() -> writer.commitDurably(() -> true)).isInstanceOf(AuditUnavailableException.class);
            writer.commit(() -> {});
        }
    }

    @Test
    void commit_workHangs_unavailableAfterTheLimit() {
        CountDownLatch hang = new CountDownLatch(1);
        try (DurabilityBarrier barrier = new DurabilityBarrier(() -> {});
                AuditWriter writer = new AuditWriter(1, Duration.ofMillis(20), barrier)) {
            assertThatThrownBy(() -> writer.commit(() -> await(hang)))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("20 ms");
            hang.countDown();
        }
    }

    @Test
    void commit_callerInterrupted_unavailableAndTheWriteGoesOn() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        try (DurabilityBarrier barrier = new DurabilityBarrier(() -> {});
                AuditWriter writer = new AuditWriter(1, LONG, barrier)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> writer.commit(() -> {
                        await(go);
                        interrupted.set(Thread.currentThread().isInterrupted());
                    }))
                    .isInstanceOf(AuditUnavailableException.class);

            assertThat(Thread.interrupted()).isTrue();
            go.countDown();
        }
        assertThat(interrupted).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("the writer's thread was interrupted", unexpected);
        }
    }
}
