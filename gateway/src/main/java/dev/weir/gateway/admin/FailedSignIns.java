package dev.weir.gateway.admin;

import dev.weir.gateway.audit.AuditEvent;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.security.RefusalObserver;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts sign-ins that failed on record: the first {@value #ALONE} of a minute one by one, the others as their number at its end, so
 * that nobody can fill the log by trying keys. What can't be recorded is counted and comes later. Thread-safe.
 */
final class FailedSignIns implements RefusalObserver, AutoCloseable {

    /** How many of a minute have an entry of their own. */
    static final int ALONE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);

    private final AuditTrail trail;
    private final ScheduledExecutorService thread;

    /** How many were recorded one by one since the last count; guarded by this. */
    private int alone;

    /** Those that are only counted; guarded by this. */
    private final Map<Place, Long> counted = new EnumMap<>(Place.class);

    private FailedSignIns(AuditTrail trail, ScheduledExecutorService thread) {
        this.trail = trail;
        this.thread = thread;
    }

    static FailedSignIns start(AuditTrail trail, Duration minute) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("weir-failed-sign-ins").daemon().factory());
        FailedSignIns failed = new FailedSignIns(trail, thread);
        var _ = thread.scheduleAtFixedRate(
                failed::recordCounted, minute.toMillis(), minute.toMillis(), TimeUnit.MILLISECONDS);
        return failed;
    }

    @Override
    public synchronized void refused(Place place, String keyId) {
        if (alone < ALONE && !thread.isShutdown()) {
            alone++;
            thread.execute(() -> record(place, keyId, 1));
        } else {
            counted.merge(place, 1L, Long::sum);
        }
    }

    private void recordCounted() {
        taken().forEach((place, count) -> record(place, "", count));
    }

    private synchronized Map<Place, Long> taken() {
        Map<Place, Long> taken = new EnumMap<>(counted);
        counted.clear();
        alone = 0;
        return taken;
    }

    private void record(Place place, String keyId, long count) {
        try {
            trail.record(new AuditEvent.SignInFailed(keyId, place.name().toLowerCase(Locale.ROOT), count));
        } catch (AuditUnavailableException notRecorded) {
            LOG.error("{} failed sign-ins could not be recorded yet", count, notRecorded);
            synchronized (this) {
                counted.merge(place, count, Long::sum);
            }
        }
    }

    /** Records what was only counted, and ends. */
    @Override
    public void close() {
        thread.close();
        recordCounted();
    }
}
