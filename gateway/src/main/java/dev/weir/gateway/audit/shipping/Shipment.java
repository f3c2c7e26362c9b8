package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the log to one destination on a thread of its own. Holds one batch at most; the backlog is the journal. The cursor is
 * written at most once in {@link #SAVE_EVERY}, so that after a crash so much comes again.
 *
 * <p>Its thread is never interrupted: that would close the journal's files under everybody's hands.
 */
final class Shipment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shipment.class);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

    private final Journal journal;
    private final Destination destination;
    private final ShippingCursor cursor;
    private final ShippingProperties waits;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is sent again as it was, so that its receiver knows it. */
    private @Nullable Batch unsent;

    private long sent;
    private int inARow;
    private long savedAt = System.nanoTime() - SAVE_EVERY.toNanos();
    private volatile long shipped;
    private volatile long saved;
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable Trouble trouble;

    private record Trouble(String reason, Instant since) {}

    private Shipment(
            Journal journal, Destination destination, ShippingCursor cursor, ShippingProperties waits, long shipped) {
        this.journal = journal;
        this.destination = destination;
        this.cursor = cursor;
        this.waits = waits;
        this.sent = shipped;
        this.shipped = shipped;
        this.saved = shipped;
        this.thread = Thread.ofPlatform()
                .name("weir-ship-" + destination.name())
                .daemon()
                .unstarted(this::run);
    }

    /**
     * Goes on where the last run ended.
     *
     * @throws InvalidShippingException if it isn't known where that was
     */
    static Shipment start(Journal journal, Destination destination, ShippingCursor cursor, ShippingProperties waits)
            throws InvalidShippingException {
        Shipment shipment = new Shipment(
                journal, destination, cursor, waits, read(cursor, journal.head().size()));
        shipment.thread.start();
        return shipment;
    }

    private static long read(ShippingCursor cursor, long size) throws InvalidShippingException {
        String action = "Restore the file, or remove it to ship the log from its first entry on.";
        try {
            long shipped = cursor.read();
            if (shipped > size) {
                throw new InvalidShippingException(
                        "By " + cursor.file() + ", " + shipped + " entries are shipped, but the log has " + size,
                        action);
            }
            return shipped;
        } catch (IOException unreadable) {
            throw new InvalidShippingException("How far the log is shipped can't be read: " + unreadable, action);
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                step();
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            if (journal.awaitBeyond(sent, BEAT)) {
                sendNext();
            }
            confirm(destination.confirmed(sent));
            save(SAVE_EVERY);
        } catch (UndeliveredException failed) {
            onFailure(failed);
        } catch (IOException failed) {
            onFailure(UndeliveredException.passing("the data directory can't be read or written: " + failed));
        }
    }

    private void sendNext() throws IOException, UndeliveredException {
        Batch batch = unsent;
        if (batch == null || batch.after() != sent) {
            batch = Batch.read(journal, sent, destination.batch());
            unsent = batch;
        }
        if (!batch.entries().isEmpty()) {
            destination.send(batch);
        }
        sent = batch.last();
        unsent = null;
    }

    private void confirm(long confirmed) {
        if (confirmed > shipped) {
            shipped = confirmed;
            inARow = 0;
            if (trouble != null) {
                trouble = null;
                LOG.info("the decision log is shipped by {} again", destination.name());
            }
        }
    }

    private void save(Duration atMostEvery) throws IOException {
        long now = System.nanoTime();
        if (saved != shipped && now - savedAt >= atMostEvery.toNanos()) {
            cursor.write(shipped);
            saved = shipped;
            savedAt = now;
        }
    }

    private void onFailure(UndeliveredException failed) throws InterruptedException {
        if (closed.getCount() == 0) {
            return;
        }
        sent = shipped;
        failures.increment();
        inARow++;
        Trouble before = trouble;
        trouble = new Trouble(failed.reason(), before == null ? Instant.now() : before.since());
        if (before == null || !before.reason().equals(failed.reason())) {
            LOG.error(
                    "the decision log can't be shipped by {}: {}; it is tried again from entry {}",
                    destination.name(),
                    failed.reason(),
                    shipped + 1);
        }
        Duration wait = waits.wait(failed, inARow, ThreadLocalRandom.current().nextDouble());
        boolean ends = closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("{} after {}", ends ? "ends" : "tries again", wait);
    }

    String name() {
        return destination.name();
    }

    /** The last entry that the receiver has for sure, also after a crash of this machine. */
    long shippedForGood() {
        return saved;
    }

    long waiting() {
        return journal.head().size() - shipped;
    }

    long failures() {
        return failures.sum();
    }

    long rejected() {
        return destination.rejected();
    }

    ShippingState state() {
        Trouble now = trouble;
        return new ShippingState(
                name(),
                shipped,
                waiting(),
                failures(),
                rejected(),
                Optional.ofNullable(now).map(Trouble::reason).or(destination::remark),
                Optional.ofNullable(now).map(Trouble::since));
    }

    @Override
    public void close() {
        closed.countDown();
        destination.close();
        try {
            thread.join();
            save(Duration.ZERO);
        } catch (IOException unwritten) {
            LOG.warn("some entries will be shipped by {} once more", destination.name(), unwritten);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
